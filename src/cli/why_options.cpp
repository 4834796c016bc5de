#include "why_options.hpp"

#include <utility>

#include "browser_choice.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {
namespace {

void add_platforms(CLI::App& command, WhyOptions& options) {
  std::vector<std::pair<std::string, platforms::Platform const*>> platforms;
  std::string tokens;
  for (auto const& platform : platforms::all_platforms()) {
    platforms.emplace_back(platform.token, &platform);
    tokens += fmt::format("{}{}", tokens.empty() ? "" : ", ", platform.token);
  }
  add_choice(command, "--fix", options.platform, platforms,
             fmt::format("Write the fix for this platform, for the one recognised when left out: {}", tokens))
      .type_name("PLATFORM");
}

std::string check_header_name(std::string const& typed) {
  return http::is_header_name(typed) ? std::string() : fmt::format("'{}' is not a header name", typed);
}

}  // namespace

void add_answer_options(CLI::App& command, AnswerOptions& options) {
  command.add_flag_callback(
      "--send-unsafe", [&options] { options.unsafe_methods = UnsafeMethods::send; },
      "Send methods that may change something; otherwise a GET stands in and the answer is an estimate");
  command.add_flag_callback(
      "--show-secrets", [&options] { options.secrets = http::Secrets::shown; },
      "Show cookies, Authorization, passwords and keys, in URLs too; otherwise they are masked");
  command.add_flag("--json", options.writes_json, "Write one JSON object for programs, with everything that is known");
}

void add_why_options(CLI::App& command, WhyOptions& options) {
  add_page_options(command, options.page);
  add_browser_choice(command, options.profile,
                     "Who judges: spec (the standard itself), chromium, firefox, webkit, or all (the default)",
                     {{"all", nullptr}});
  auto const read = [&options](std::vector<std::string> const& names) {
    for (auto const& name : names) {
      options.reads.push_back(byte_lowercase(name));
    }
  };
  command
      .add_option_function<std::vector<std::string>>("--read", read,
                                                     "A response header that the page wants to read; may be repeated")
      ->type_name("NAME")
      ->check(CLI::Validator(check_header_name, ""))
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  add_platforms(command, options);
  add_answer_options(command, options.answer);
  add_network_options(command, options.network);
}

}  // namespace corsage::cli
