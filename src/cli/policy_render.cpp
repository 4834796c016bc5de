#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "complain.hpp"
#include "corsage/platforms/platform.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "policy_commands.hpp"
#include "policy_places.hpp"
#include "policy_source.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {
namespace {

struct RenderOptions {
  std::string file;
  platforms::Platform const* platform = nullptr;
};

ExitStatus render(RenderOptions const& options, Invocation& invocation) {
  auto const source = read_policy(options.file);
  if (!source.policy) {
    complain_of_policy(source.mistakes, invocation.color);
    return ExitStatus::usage;
  }
  auto const text = options.platform->render(policy::print(*source.policy), {});
  if (!text) {
    complain(fmt::format("{} cannot say all that {} says:", options.platform->name, source.name));
    complain_of_policy(placed(text.error(), source.written, source.places), invocation.color);
    return ExitStatus::usage;
  }
  invocation.output.write(*text);
  return ExitStatus::allowed;
}

std::string platform_list() {
  std::string list;
  for (auto const& platform : platforms::all_platforms()) {
    list += fmt::format("  {:<17} {}\n", platform.token, platform.name);
  }
  return list;
}

std::vector<std::pair<std::string, platforms::Platform const*>> platform_choices() {
  std::vector<std::pair<std::string, platforms::Platform const*>> choices;
  for (auto const& platform : platforms::all_platforms()) {
    choices.emplace_back(platform.token, &platform);
  }
  return choices;
}

}  // namespace

void add_policy_render(CLI::App& policy, Invocation& invocation) {
  CLI::App& command = add_command(policy, invocation,
                                  {.name = "render",
                                   .description = "Writes a policy as the configuration of a server",
                                   .examples = "  corsage policy render corsage.toml --to nginx\n"
                                               "  corsage policy render corsage.toml --to express > cors.js",
                                   .notes = "The platforms:\n" + platform_list() +
                                            "What a platform cannot say exactly is an error, never a wider policy."});
  auto const options = std::make_shared<RenderOptions>();
  command.add_option("FILE", options->file, "The policy file; - is standard input")->required();
  add_choice(command, "--to", options->platform, platform_choices(), "The server; the list is below")
      .required()
      ->type_name("PLATFORM");
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return render(*options, invocation); }; });
}

}  // namespace corsage::cli
