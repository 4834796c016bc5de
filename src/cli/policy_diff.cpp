#include "corsage/report/policy_diff.hpp"

#include <memory>
#include <string>

#include "complain.hpp"
#include "corsage/policy/diff.hpp"
#include "invocation.hpp"
#include "policy_commands.hpp"
#include "policy_source.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace corsage::cli {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  bool json = false;
};

ExitStatus diff(DiffOptions const& options, Invocation& invocation) {
  if (options.before == "-" && options.after == "-") {
    complain("one of the two policies only can be standard input");
    return ExitStatus::usage;
  }
  auto const before = policy_or_complaint(options.before, invocation.color);
  auto const after = policy_or_complaint(options.after, invocation.color);
  if (!before || !after) {
    return ExitStatus::usage;
  }
  auto const differences = policy::diff(*before, *after);
  invocation.output.write(options.json
                              ? report::policy_diff_json(differences)
                              : report::policy_diff_text(differences, look_of(STDOUT_FILENO, invocation.color)));
  return differences.empty() ? ExitStatus::allowed : ExitStatus::blocked;
}

}  // namespace

void add_policy_diff(CLI::App& policy, Invocation& invocation) {
  CLI::App& command =
      add_command(policy, invocation,
                  {.name = "diff",
                   .description = "Tells who gets in that did not, and who no longer does",
                   .examples = "  corsage policy diff corsage.toml new.toml\n"
                               "  git show HEAD:corsage.toml | corsage policy diff - corsage.toml",
                   .notes = "Computed on the patterns themselves, not on samples: where nothing is told, no\n"
                            "request tells the two policies apart. Exit status 1 says that something is."});
  auto const options = std::make_shared<DiffOptions>();
  command.add_option("OLD", options->before, "The policy file as it was; - is standard input")->required();
  command.add_option("NEW", options->after, "The policy file as it is to be; - is standard input")->required();
  command.add_flag("--json", options->json, "For programs: one JSON object");
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return diff(*options, invocation); }; });
}

}  // namespace corsage::cli
