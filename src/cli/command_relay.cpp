#include <memory>

#include "commands.hpp"
#include "gateway_options.hpp"
#include "invocation.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {

void add_relay(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "relay",
                   .description = "Takes a page's requests to an API that is not yours",
                   .examples = "  corsage relay https://api.example.com --allow http://localhost:5173\n"
                               "  corsage relay https://api.example.com/v1 --allow http://localhost:5173 \\\n"
                               "    --secret 'Authorization=Bearer ${env:API_KEY}'",
                   .notes = "The page asks the relay for what it would ask the API for, and the relay adds\n"
                            "the secrets. Cookies, Authorization and the page's origin do not go through; the\n"
                            "API's cookies do not come back. 'relay = \"https://api.example.com\"' in a\n"
                            "gateway's file can say more: paths, methods, rates, a cache; see\n"
                            "docs/formats.md. Ctrl-C ends it when requests have had their answers, a second\n"
                            "one at once."});
  auto const options = std::make_shared<GatewayOptions>();
  command.add_option("URL", options->relay, "The API; what is asked for goes below its path")->required();
  command.add_option("--allow", options->allow, "An origin that may use it (repeatable)")
      ->type_name("ORIGIN")
      ->allow_extra_args(false)
      ->required();
  command
      .add_option("--secret", options->secrets,
                  "A header, or ?parameter, and where it is kept: ${env:NAME}, ${file:PATH} (repeatable)")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_option("--listen", options->listen, "Where to listen; a free port when left out")
      ->type_name("ADDRESS:PORT")
      ->allow_extra_args(false);
  command.add_flag("--dangerously-allow-private-addresses", options->dangerously_allow_private_addresses,
                   "The API is on this machine, or on its network");
  command.callback([&invocation, options] {
    invocation.run = [&invocation, options] { return run_gateway(*options, invocation); };
  });
}

}  // namespace corsage::cli
