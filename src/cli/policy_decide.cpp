#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "case_lines.hpp"
#include "complain.hpp"
#include "corsage/report/policy_decisions.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "policy_commands.hpp"
#include "policy_decider.hpp"
#include "policy_source.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace corsage::cli {
namespace {

struct DecideOptions {
  std::string policy;
  std::string requests = "-";
  std::string candidate = {};  ///< empty: there is none
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
};

ExitStatus decide(DecideOptions const& options, Invocation& invocation) {
  if ((options.policy == "-") + (options.candidate == "-") + (options.requests == "-") > 1) {
    complain("of the policies and the requests only one can come from standard input");
    return ExitStatus::usage;
  }
  auto const policy = policy_or_complaint(options.policy, invocation.color);
  auto const candidate =
      options.candidate.empty() ? std::nullopt : policy_or_complaint(options.candidate, invocation.color);
  if (!policy || (!candidate && !options.candidate.empty())) {
    return ExitStatus::usage;
  }
  DecisionTally tally;
  auto const status = answer_cases(
      options.requests, options.jobs, [&] { return std::make_shared<PolicyDecider>(*policy, candidate, tally); },
      invocation.output);
  if (isatty(STDERR_FILENO) == 1) {
    auto const text =
        report::decisions_text(tally.counts(), options.candidate, look_of(STDERR_FILENO, invocation.color));
    std::fputs(text.c_str(), stderr);
  }
  return status;
}

}  // namespace

void add_policy_decide(CLI::App& policy, Invocation& invocation) {
  CLI::App& command =
      add_command(policy, invocation,
                  {.name = "decide",
                   .description = "Decides on requests: a JSON line in, a JSON line out",
                   .examples = "  corsage policy decide corsage.toml requests.jsonl\n"
                               "  corsage policy decide corsage.toml < requests.jsonl | jq .reason\n"
                               "  corsage policy decide corsage.toml --beside new.toml < requests.jsonl |\n"
                               "    jq 'select(.shift != \"none\")'",
                   .notes = "A request is one line, with what the server behind answers where that matters:\n"
                            "  {\"id\":1, \"request\":{\"method\":\"GET\",\n"
                            "                      \"headers\":[[\"Origin\",\"https://app.example.com\"]]},\n"
                            "   \"upstream\":{\"status\":200, \"headers\":[[\"Vary\",\"Accept\"]]}}\n"
                            "The answer's status and headers are those that leave the server. CORS headers\n"
                            "of the server behind are not among them: \"replaced\" tells them, with what the\n"
                            "policy says instead. \"offending\" is the origin, method or header refused.\n"
                            "A line that is no request is answered with its mistake, the others as ever.\n"
                            "With --beside each answer has a \"shift\": none, answer, newly-allowed or\n"
                            "newly-refused, and what the candidate says. FILE decides, and makes the status.\n"
                            "On a terminal the last lines are a summary."});
  auto const options = std::make_shared<DecideOptions>();
  command.add_option("FILE", options->policy, "The policy file")->required();
  command.add_option("REQUESTS", options->requests, "The requests, one a line; - (the default) is standard input");
  command.add_option("--beside", options->candidate, "A policy that is only looked at: what would it change")
      ->type_name("FILE");
  command.add_option("--jobs", options->jobs, "How many threads answer; the default is one for each processor")
      ->check(whole_number(1, 256))
      ->type_name("N");
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return decide(*options, invocation); }; });
}

}  // namespace corsage::cli
