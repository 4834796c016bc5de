#include <algorithm>
#include <memory>
#include <string>
#include <thread>

#include "case_lines.hpp"
#include "complain.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "policy_commands.hpp"
#include "policy_decider.hpp"
#include "policy_source.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {
namespace {

struct DecideOptions {
  std::string policy;
  std::string requests = "-";
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
};

ExitStatus decide(DecideOptions const& options, Invocation& invocation) {
  if (options.policy == "-" && options.requests == "-") {
    complain("the policy is a file where the requests come from standard input");
    return ExitStatus::usage;
  }
  auto const policy = policy_or_complaint(options.policy, invocation.color);
  if (!policy) {
    return ExitStatus::usage;
  }
  return answer_cases(
      options.requests, options.jobs, [&policy] { return std::make_shared<PolicyDecider>(*policy); },
      invocation.output);
}

}  // namespace

void add_policy_decide(CLI::App& policy, Invocation& invocation) {
  CLI::App& command =
      add_command(policy, invocation,
                  {.name = "decide",
                   .description = "Decides on requests: a JSON line in, a JSON line out",
                   .examples = "  corsage policy decide corsage.toml requests.jsonl\n"
                               "  corsage policy decide corsage.toml < requests.jsonl | jq .reason",
                   .notes = "A request is one line, with what the server behind answers where that matters:\n"
                            "  {\"id\":1, \"request\":{\"method\":\"GET\",\n"
                            "                      \"headers\":[[\"Origin\",\"https://app.example.com\"]]},\n"
                            "   \"upstream\":{\"status\":200, \"headers\":[[\"Vary\",\"Accept\"]]}}\n"
                            "The answer's status and headers are those that leave the server. A line that\n"
                            "is no request is answered with its mistake, the others as ever."});
  auto const options = std::make_shared<DecideOptions>();
  command.add_option("FILE", options->policy, "The policy file")->required();
  command.add_option("REQUESTS", options->requests, "The requests, one a line; - (the default) is standard input");
  command.add_option("--jobs", options->jobs, "How many threads answer; the default is one for each processor")
      ->check(whole_number(1, 256))
      ->type_name("N");
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return decide(*options, invocation); }; });
}

}  // namespace corsage::cli
