#include <algorithm>
#include <memory>
#include <string>
#include <thread>

#include "browser_choice.hpp"
#include "case_lines.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "predictor.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {

namespace {

struct PredictOptions {
  std::string file = "-";
  fetch::Profile const* profile = &fetch::spec_profile();
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
};

ExitStatus predict(PredictOptions const& options, StandardOutput& output) {
  return answer_cases(
      options.file, options.jobs, [&options] { return std::make_shared<Predictor>(*options.profile); }, output);
}

}  // namespace

void add_predict(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "predict",
                   .description = "Predicts what a page gets from scripted servers: a JSON line in, a JSON line out",
                   .examples = "  corsage predict cases.jsonl\n"
                               "  corsage predict --as firefox - < cases.jsonl |\n"
                               "    jq 'select(.allowed | not) | .causes'",
                   .notes = "A case is one line:\n"
                            "  {\"id\":\"1\", \"page\":\"https://app.example\",\n"
                            "   \"request\":{\"url\":\"https://api.example/x\", \"method\":\"PUT\",\n"
                            "              \"headers\":[[\"x-a\",\"1\"]], \"credentials\":\"omit\",\n"
                            "              \"mode\":\"cors\", \"redirect\":\"follow\", \"body\":null},\n"
                            "   \"server\":[{\"when\":{\"method\":\"OPTIONS\"}, \"status\":204,\n"
                            "              \"headers\":[[\"access-control-allow-origin\",\"*\"]]}]}\n"
                            "A line that is not a case is answered with its mistake, the others as ever."});
  auto const options = std::make_shared<PredictOptions>();
  command.add_option("FILE", options->file, "The cases, one a line; - (the default) is standard input");
  add_browser_choice(command, options->profile,
                     "The browser: spec (the default: the standard itself), chromium, firefox or webkit");
  command.add_option("--jobs", options->jobs, "How many threads answer; the default is one for each processor")
      ->check(whole_number(1, 256))
      ->type_name("N");
  command.callback([&invocation, options] {
    invocation.run = [&invocation, options] { return predict(*options, invocation.output); };
  });
}

}  // namespace corsage::cli
