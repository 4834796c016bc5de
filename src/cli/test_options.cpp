#include "test_options.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "browser_choice.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {
namespace {

struct FormatRow {
  std::string_view name;
  ReportFormat format;
};

constexpr std::array<FormatRow, 4> formats{{{"text", ReportFormat::text},
                                            {"json", ReportFormat::json},
                                            {"junit", ReportFormat::junit},
                                            {"tap", ReportFormat::tap}}};

constexpr std::uint64_t most_jobs = 256;
constexpr std::uint64_t longest_interval = 86'400;

std::string_view name_of_format(std::string_view typed) {
  return typed.substr(0, typed.find('='));
}

std::string check_output(std::string const& typed) {
  if (std::ranges::find(formats, name_of_format(typed), &FormatRow::name) == formats.end()) {
    return fmt::format("'{}' is none of text, json, junit, tap", name_of_format(typed));
  }
  return typed.ends_with('=') ? fmt::format("'{}' names no file", typed) : std::string();
}

ReportOutput output_of(std::string_view typed) {
  auto const name = name_of_format(typed);
  ReportOutput output{.format = std::ranges::find(formats, name, &FormatRow::name)->format};
  if (name.size() < typed.size()) {
    output.file = typed.substr(name.size() + 1);
  }
  return output;
}

void add_outputs(CLI::App& command, TestOptions& options) {
  auto const take = [&options](std::vector<std::string> const& typed) {
    std::ranges::transform(typed, std::back_inserter(options.outputs), output_of);
  };
  command
      .add_option_function<std::vector<std::string>>(
          "--output", take, "Write results as text, json, junit or tap, to FILE or standard output; may be repeated")
      ->type_name("FORMAT[=FILE]")
      ->check(CLI::Validator(check_output, ""))
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command.add_flag_callback(
      "--json", [&options] { options.outputs.push_back({.format = ReportFormat::json}); },
      "As --output json: one JSON object for programs");
}

void add_init(CLI::App& command, TestOptions& options) {
  command.add_option("--init", options.init, "Write a first contract for this URL, from what it answers now")
      ->type_name("URL");
  command.add_option("--from", options.origins, "With --init: a page's origin; may be repeated")
      ->type_name("ORIGIN")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  add_request_options(command, options.page);
}

Diagnostic conflict(std::string_view value, std::string_view expected) {
  return {.code = DiagnosticCode::options_conflict, .value = std::string(value), .expected = std::string(expected)};
}

bool has_request_options(TestOptions const& options) {
  auto const& page = options.page;
  return !options.origins.empty() || page.method || !page.headers.empty() || page.data ||
         page.credentials != PageOptions().credentials;
}

}  // namespace

void add_test_options(CLI::App& command, TestOptions& options) {
  command.add_option("CONTRACT", options.contract, "The contract file; - is standard input");
  command.add_option("--at", options.at, "The server to test; where the contract says, when left out")
      ->type_name("URL");
  command.add_option("--policy", options.policy, "Test this policy file, without any network")->type_name("FILE");
  add_init(command, options);
  add_browser_choice(command, options.profile,
                     "Who judges: spec (the standard itself), chromium, firefox, webkit, or all (the default)",
                     {{"all", nullptr}});
  command.add_flag_callback(
      "--send-unsafe", [&options] { options.unsafe_methods = UnsafeMethods::send; },
      "Send methods that may change something; otherwise their preflight decides, and a GET stands in for the rest");
  command.add_flag_callback(
      "--show-secrets", [&options] { options.secrets = http::Secrets::shown; },
      "Show cookies, Authorization, passwords and keys, in URLs too; otherwise they are masked");
  add_outputs(command, options);
  command.add_option("--jobs", options.jobs, "How many cases are under way at once; 8 when left out")
      ->type_name("N")
      ->check(whole_number(1, most_jobs));
  command.add_flag("--watch", options.is_watched, "Test again whenever the contract or the policy file changes");
  command.add_option("--every", options.interval, "With --watch: and after so many seconds")
      ->type_name("SECONDS")
      ->check(whole_number(1, longest_interval));
  add_network_options(command, options.network);
}

Diagnostics mistakes_in(TestOptions const& options) {
  Diagnostics mistakes;
  bool const writes = !options.init.empty();
  if (writes == !options.contract.empty()) {
    mistakes.push_back(writes ? conflict("CONTRACT and --init", "--init writes a contract to standard output")
                              : Diagnostic{.code = DiagnosticCode::option_missing,
                                           .value = "the contract",
                                           .expected = "name its file, or have a first one written: corsage test "
                                                       "--init URL --from ORIGIN"});
  }
  if (options.contract.starts_with("http://") || options.contract.starts_with("https://")) {
    mistakes.push_back({.code = DiagnosticCode::option_missing,
                        .value = "the contract",
                        .expected = fmt::format("{0} is a server: corsage test FILE --at {0} tests a file there, and "
                                                "corsage test --init {0} --from ORIGIN writes a first one",
                                                options.contract)});
  }
  if (!options.at.empty() && !options.policy.empty()) {
    mistakes.push_back(conflict("--at and --policy", "a contract is tested at a server, or against a policy file"));
  }
  if (writes && (!options.at.empty() || !options.policy.empty() || options.is_watched || !options.outputs.empty())) {
    mistakes.push_back(
        conflict("--init and --at, --policy, --watch or --output", "--init asks its URL once, and writes a contract"));
  }
  if (writes && options.origins.empty()) {
    mistakes.push_back({.code = DiagnosticCode::option_missing,
                        .value = "the page's origin",
                        .expected = "say which page asks, as in --from https://app.example.com"});
  }
  if (!writes && has_request_options(options)) {
    mistakes.push_back(conflict("a contract and --from, -X, -H, -d or --credentials",
                                "the contract says what is asked; these are for --init"));
  }
  if (options.is_watched && (options.contract == "-" || options.policy == "-")) {
    mistakes.push_back(conflict("--watch and standard input", "name a file"));
  }
  if (options.contract == "-" && options.policy == "-") {
    mistakes.push_back(conflict("CONTRACT - and --policy -", "only one can come from standard input"));
  }
  if (options.interval && !options.is_watched) {
    mistakes.push_back(conflict("--every without --watch", "--every is how often --watch tests again"));
  }
  if (std::ranges::count(options.outputs, "-", &ReportOutput::file) > 1) {
    mistakes.push_back(conflict("two reports on standard output", "give one a file, as in --output junit=report.xml"));
  }
  return mistakes;
}

}  // namespace corsage::cli
