#include "commands.hpp"
#include "invocation.hpp"
#include "policy_commands.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {

void add_policy(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "policy",
                   .description = "Checks a CORS policy, compares two, and writes one for a server",
                   .examples = "  corsage policy check corsage.toml\n"
                               "  corsage policy render corsage.toml --to nginx\n"
                               "  corsage policy diff corsage.toml new.toml\n"
                               "  corsage policy decide corsage.toml < requests.jsonl",
                   .notes = "A policy is a file:\n"
                            "  [cors]\n"
                            "  origins          = [\"https://app.example.com\", \"https://*.example.com\"]\n"
                            "  credentials      = false\n"
                            "  methods          = [\"PUT\"]             # beyond GET, HEAD, POST\n"
                            "  request_headers  = [\"authorization\"]   # beyond the safelisted\n"
                            "  response_headers = [\"x-request-id\"]    # that the page may read\n"
                            "  max_age          = 600                 # seconds\n"
                            "'corsage policy check --help' tells all keys."});
  command.require_subcommand(1);
  add_policy_check(command, invocation);
  add_policy_render(command, invocation);
  add_policy_diff(command, invocation);
  add_policy_decide(command, invocation);
}

}  // namespace corsage::cli
