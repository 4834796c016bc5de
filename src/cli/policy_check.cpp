#include <cstdio>
#include <memory>
#include <string>

#include "corsage/report/policy_text.hpp"
#include "invocation.hpp"
#include "policy_commands.hpp"
#include "policy_source.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace corsage::cli {
namespace {

struct CheckOptions {
  std::string file;
  bool json = false;
};

ExitStatus check(CheckOptions const& options, Invocation& invocation) {
  auto const source = read_policy(options.file);
  auto const status = source.policy ? ExitStatus::allowed : ExitStatus::usage;
  auto const understood = source.policy ? std::optional(policy::print(*source.policy)) : std::nullopt;
  if (options.json) {
    invocation.output.write(
        report::policy_check_json(source.mistakes, source.advice, understood ? &*understood : nullptr));
    return status;
  }
  complain_of_policy(source.mistakes, invocation.color);
  std::fputs(report::policy_findings_text(source.advice, look_of(STDERR_FILENO, invocation.color)).c_str(), stderr);
  if (understood) {
    invocation.output.write(report::policy_summary(*understood, source.name, look_of(STDOUT_FILENO, invocation.color)));
  }
  return status;
}

}  // namespace

void add_policy_check(CLI::App& policy, Invocation& invocation) {
  CLI::App& command =
      add_command(policy, invocation,
                  {.name = "check",
                   .description = "Tells every mistake in a policy file, or what the policy allows",
                   .examples = "  corsage policy check corsage.toml\n"
                               "  corsage policy check --json - < corsage.toml | jq .findings",
                   .notes = "Keys of [cors], and what they are when left out:\n"
                            "  origins           no default: a list of origins, or [\"*\"] for everybody\n"
                            "                    https://*.example.com   exactly one label more\n"
                            "                    https://**.example.com  one label more, or several\n"
                            "                    http://localhost:*      any port; :[8080,9000-9099] these\n"
                            "  credentials       false: answers to requests with cookies stay closed\n"
                            "  methods           []: GET, HEAD and POST; [\"*\"] is any\n"
                            "  request_headers   []: the safelisted; [\"*\"] is any\n"
                            "  response_headers  []: the safelisted; [\"*\"] is all\n"
                            "  max_age           absent: 5 seconds; 0 is not at all\n"
                            "  preflight_status  204\n"
                            "  disclosure        \"requested\"; \"full\": whole lists in every preflight\n"
                            "  timing            false: no Timing-Allow-Origin\n"
                            "What is dangerous needs a key that says so: dangerously_allow_null_origin,\n"
                            "dangerously_allow_any_origin_with_credentials,\n"
                            "dangerously_allow_insecure_origins_with_credentials,\n"
                            "dangerously_allow_public_suffixes."});
  auto const options = std::make_shared<CheckOptions>();
  command.add_option("FILE", options->file, "The policy file; - is standard input")->required();
  command.add_flag("--json", options->json, "For programs: one JSON object");
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return check(*options, invocation); }; });
}

}  // namespace corsage::cli
