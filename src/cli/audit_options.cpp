#include "audit_options.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include "audit_formats.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/token.hpp"
#include "options.hpp"
#include "why_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::cli {
namespace {

constexpr std::string_view unlimited = "unlimited";

std::string check_rate(std::string const& typed) {
  double rate = 0;
  bool const is_number = CLI::detail::lexical_cast(typed, rate) && std::isfinite(rate) && rate >= 0;
  return is_number || typed == unlimited
             ? std::string()
             : fmt::format("'{}' is not a number of requests a second, nor '{}'", typed, unlimited);
}

std::string check_method(std::string const& typed) {
  return http::is_method(typed) ? std::string() : fmt::format("'{}' is not a method", typed);
}

std::string check_header_name(std::string const& typed) {
  return http::is_header_name(typed) ? std::string() : fmt::format("'{}' is not a header name", typed);
}

std::string check_seed(std::string const& typed) {
  bool const is_word = !typed.empty() && typed.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == typed.npos;
  return is_word ? std::string() : fmt::format("'{}' is not of lower-case letters", typed);
}

/// An option that may be given several times, with one value each.
CLI::Option& add_list(CLI::App& command, std::string const& name, std::vector<std::string>& values,
                      std::string const& description) {
  return *command.add_option(name, values, description)->expected(1)->take_all()->allow_extra_args(false);
}

void add_count(CLI::App& command, std::string const& name, std::size_t& count, std::string const& description) {
  command.add_option(name, count, description)
      ->type_name("N")
      ->check(whole_number(1, std::numeric_limits<std::uint16_t>::max()));
}

void add_what_is_audited(CLI::App& command, AuditOptions& options) {
  command.add_option("URL", options.urls, "What to audit; - reads a list from standard input");
  add_list(command, "-i,--input", options.lists,
           "A list: one URL a line; # begins a comment, behind a URL after a blank; - is standard input")
      .type_name("FILE");
  add_list(command, "--trusted-origin", options.trusted_origins,
           "An origin whose pages are meant to be let in; may be repeated")
      .type_name("ORIGIN");
  command.add_option("--policy", options.policy, "Take the trusted origins from this policy file")->type_name("FILE");
}

void add_what_is_sent(CLI::App& command, AuditOptions& options) {
  add_list(command, "-H,--header", options.headers,
           "A header of every request but preflights; ${env:NAME} and ${file:PATH} stand for what is kept there; "
           "@FILE reads many, one a line")
      .type_name("'NAME: VALUE'");
  command.add_option("-X,--method", options.method, "The method of requests that are no preflights; GET")
      ->type_name("METHOD")
      ->check(CLI::Validator(check_method, ""));
  command.add_flag_callback(
      "--send-unsafe", [&options] { options.unsafe_methods = UnsafeMethods::send; },
      "Send a --method that may change something on the server");
  command.add_option("--preflight-method", options.preflight_method, "The method that preflights ask for; PUT")
      ->type_name("METHOD")
      ->check(CLI::Validator(check_method, ""));
  add_list(command, "--preflight-header", options.preflight_headers,
           "A header that preflights ask for; authorization and content-type when left out; may be repeated")
      .type_name("NAME")
      ->check(CLI::Validator(check_header_name, ""));
}

void add_manners(CLI::App& command, AuditOptions& options) {
  command
      .add_option_function<std::string>(
          "--rate",
          [&options](std::string const& typed) {
            options.rate = 0;
            if (typed != unlimited) {
              CLI::detail::lexical_cast(typed, *options.rate);
            }
          },
          "The most requests a second, in all; 50, but no limit for this machine's own servers; 0 or unlimited")
      ->type_name("N")
      ->check(CLI::Validator(check_rate, ""));
  add_count(command, "--per-host", options.per_host, "The most requests at once to one host and port; 4");
  add_count(command, "--concurrency", options.concurrency, "The most requests at once, in all; 16");
  command
      .add_option("--max-requests", options.most_requests,
                  "Send no more requests than this; what is left is incomplete")
      ->type_name("N")
      ->check(whole_number(1, std::numeric_limits<std::uint32_t>::max()));
}

void add_judgement(CLI::App& command, AuditOptions& options) {
  add_choice(command, "--fail-on", options.fail_on,
             {{"info", audit::Severity::info},
              {"low", audit::Severity::low},
              {"medium", audit::Severity::medium},
              {"high", audit::Severity::high}},
             "Exit with 1 from this severity on: info, low, medium (the default) or high")
      .type_name("SEVERITY");
  command.add_flag("--allow-incomplete", options.allows_incomplete,
                   "Exit with 0, not 3, where some could not be audited");
  command.add_option("--baseline", options.baseline, "An earlier run's JSON: what was as bad does not count")
      ->type_name("FILE");
  command.add_option("--ignore", options.ignore_file, "What does not count, with a reason, until a day")
      ->type_name("FILE");
}

void add_output(CLI::App& command, AuditOptions& options) {
  std::vector<std::string_view> names;
  for (auto const& format : audit_formats()) {
    names.push_back(format.name);
  }
  add_list(command, "--output", options.outputs,
           fmt::format("{}; to standard output or a file; may be repeated", fmt::join(names, ", ")))
      .type_name("FORMAT[=FILE]");
  command.add_flag_callback(
      "--json", [&options] { options.outputs.emplace_back("json"); }, "The same as --output json");
  command
      .add_option(
          "--sarif-anchor", options.sarif_anchor,
          "The file of the repository where SARIF places results for URLs that no list names; by default the policy")
      ->type_name("FILE");
  command.add_flag_callback(
      "--show-secrets", [&options] { options.secrets = http::Secrets::shown; },
      "Show cookies, Authorization, passwords and keys; otherwise they are masked");
  command.add_option("--seed", options.seed)->group("")->check(CLI::Validator(check_seed, ""));
}

}  // namespace

void add_audit_options(CLI::App& command, AuditOptions& options) {
  add_what_is_audited(command, options);
  add_what_is_sent(command, options);
  add_network_options(command, options.network);
  add_manners(command, options);
  add_judgement(command, options);
  add_output(command, options);
}

std::vector<std::pair<std::string, std::string>> options_as_typed(CLI::App const& command, http::Secrets secrets) {
  std::vector<std::pair<std::string, std::string>> typed;
  for (auto const* const option : command.get_options()) {
    auto const name = option->get_positional() ? std::string() : option->get_lnames().front();
    // The URLs are the targets.
    if (option->count() == 0 || name.empty()) {
      continue;
    }
    for (auto const& value : option->results()) {
      typed.emplace_back(name, option->get_expected_min() == 0 ? std::string() : shown_option(name, value, secrets));
    }
  }
  return typed;
}

}  // namespace corsage::cli
