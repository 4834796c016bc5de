#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "commands.hpp"
#include "complain.hpp"
#include "contract_init.hpp"
#include "contract_run.hpp"
#include "contract_watch.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/formats/contract_file.hpp"
#include "given_headers.hpp"
#include "input_file.hpp"
#include "invocation.hpp"
#include "policy_source.hpp"
#include "stop_signal.hpp"
#include "test_options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

using explain::Holding;

/// The server of a policy that is tested without one: https, so that no page is kept from asking it.
constexpr std::string_view server_without_network = "https://server.invalid";

/// What was typed and written, ready to be looked at.
struct Prepared {
  formats::ContractFile file;
  url::Url server;
  std::optional<policy::Policy> policy;
};

/// Which server is tested: what was typed, what the contract says, or none at all.
Result<url::Url> server_of(TestOptions const& options, formats::Contract const& contract) {
  if (!options.at.empty()) {
    auto server = formats::read_contract_server(options.at);
    if (!server) {
      server.error().front().range.source = "--at";
    }
    return server;
  }
  if (contract.at) {
    return *contract.at;
  }
  if (!options.policy.empty()) {
    return formats::read_contract_server(server_without_network);
  }
  return failure({.code = DiagnosticCode::contract_server_missing});
}

/// Reads all there is to read; what the contract's places hold is added to `secrets`. Every mistake has been told where
/// there is one.
std::optional<Prepared> prepare(TestOptions const& options, ColorChoice color, http::GivenSecrets& secrets) {
  auto const text = read_whole(options.contract);
  if (!text) {
    complain(text.error());
    return std::nullopt;
  }
  auto const fill = [&secrets](std::string_view written) { return fill_places(written, secrets); };
  // Nobody is sent anything where a policy answers.
  bool const is_sent = options.policy.empty();
  auto file = formats::read_contract_file(text->bytes, text->name, is_sent ? formats::FillPlaces(fill) : nullptr);
  auto server = server_of(options, file.contract);
  complain_of_policy(file.mistakes, color);
  // A server that the contract names wrongly is told of already.
  bool const is_told = !file.mistakes.empty() && options.at.empty();
  auto const mistakes = server ? mistakes_in_cookies(options, *server) : is_told ? Diagnostics() : server.error();
  complain(mistakes);
  auto policy = options.policy.empty() ? std::nullopt : policy_or_complaint(options.policy, color);
  bool const is_policy_missing = !policy && !options.policy.empty();
  if (!file.mistakes.empty() || !mistakes.empty() || is_policy_missing) {
    return std::nullopt;
  }
  return Prepared{.file = std::move(file), .server = *std::move(server), .policy = std::move(policy)};
}

ExitStatus status_of(report::TestedContract const& tested) {
  auto const count = [&](Holding holding) { return std::ranges::count(tested.cases, holding, report::holding_of); };
  auto const unreachable = count(Holding::unreachable);
  if (count(Holding::broken) > 0) {
    return ExitStatus::blocked;
  }
  if (unreachable == std::ssize(tested.cases)) {
    return ExitStatus::unreachable;
  }
  // What nobody answered never passes for sound.
  return unreachable + count(Holding::undetermined) > 0 ? ExitStatus::undetermined : ExitStatus::allowed;
}

/// The same where the run was interrupted: what was not tested never passes for sound, nor for unreachable.
ExitStatus status_of_some(report::TestedContract const& tested) {
  auto const status = status_of(tested);
  return status == ExitStatus::blocked ? status : ExitStatus::undetermined;
}

std::string written(report::TestedContract const& tested, ReportOutput const& output, ColorChoice color) {
  switch (output.format) {
    case ReportFormat::text:
      return report::contract_text(tested, output.file == "-" ? look_of(STDOUT_FILENO, color) : report::Look());
    case ReportFormat::json: return report::contract_json(tested);
    case ReportFormat::junit: return report::contract_junit(tested);
    case ReportFormat::tap: return report::contract_tap(tested);
  }
  return {};
}

/// A report, and the file that it goes into: open before anything is asked, so that no answers are lost for its sake.
struct OpenReport {
  ReportOutput output;
  std::ofstream file = {};
};

void complain_of_report(ReportOutput const& output) {
  complain(fmt::format("the file '{}' cannot be written: {}", output.file, std::strerror(errno)));
}

/// Nothing where a file could not be opened, which has been told.
std::optional<std::vector<OpenReport>> open_all(std::vector<ReportOutput> const& outputs) {
  std::vector<OpenReport> reports;
  bool is_whole = true;
  for (auto const& output : outputs) {
    auto& report = reports.emplace_back(OpenReport{.output = output});
    if (output.file == "-") {
      continue;
    }
    errno = 0;
    report.file.open(output.file, std::ios::binary | std::ios::trunc);
    if (!report.file) {
      complain_of_report(output);
      is_whole = false;
    }
  }
  bool const has_shown = std::ranges::any_of(outputs, [](auto const& output) { return output.file == "-"; });
  if (!has_shown) {
    reports.insert(reports.begin(), OpenReport());
  }
  return is_whole ? std::optional(std::move(reports)) : std::nullopt;
}

/// False where a file could not be written, which has been told.
bool write_all(report::TestedContract const& tested, std::vector<OpenReport>& reports, Invocation& invocation) {
  bool is_whole = true;
  for (auto& [output, file] : reports) {
    auto const text = written(tested, output, invocation.color);
    if (output.file == "-") {
      invocation.output.write(text);
      continue;
    }
    errno = 0;
    file << text << std::flush;
    if (!file) {
      complain_of_report(output);
      is_whole = false;
    }
  }
  return is_whole;
}

std::size_t cases_in(formats::Contract const& contract) {
  std::size_t cases = 0;
  for (auto const& expectation : contract.expectations) {
    cases += expectation.from.size();
  }
  return cases;
}

ExitStatus run_once(TestOptions options, Invocation& invocation) {
  options.secrets = options.secrets.with(options.given);
  auto prepared = prepare(options, invocation.color, options.given);
  if (!prepared) {
    return ExitStatus::usage;
  }
  auto const& contract = prepared->file.contract;
  report::TestedContract tested{
      .name = options.contract == "-" ? "standard input" : options.contract,
      .against = options.policy.empty() ? std::string(strip(prepared->server.href(), "/")) : options.policy};
  auto reports = open_all(options.outputs);
  if (!reports) {
    return ExitStatus::usage;
  }
  // Who watches ends at once.
  std::optional<StopSignal> stop;
  if (!options.is_watched) {
    stop.emplace();
  }
  ContractRun run(options, std::move(prepared->server), std::move(prepared->policy));
  run.stop_when([&stop] { return stop && stop->came(); });
  tested.cases = run.look_at_all(contract.expectations, prepared->file.places);
  stop.reset();
  auto const left_out = cases_in(contract) - tested.cases.size();
  auto const status = left_out > 0 ? status_of_some(tested) : status_of(tested);
  end_with(status);
  bool const is_written = write_all(tested, *reports, invocation);
  if (left_out > 0) {
    auto const count = tested.cases.size();
    complain(
        fmt::format("interrupted: {} of {} cases {} tested", count, cases_in(contract), count == 1 ? "was" : "were"));
  }
  return is_written ? status : ExitStatus::usage;
}

ExitStatus test(TestOptions const& options, Invocation& invocation) {
  if (auto const mistakes = mistakes_in(options); !mistakes.empty()) {
    complain(mistakes);
    return ExitStatus::usage;
  }
  if (!options.init.empty()) {
    return write_first_contract(options, invocation);
  }
  if (!options.is_watched) {
    return run_once(options, invocation);
  }
  std::vector<std::string> files{options.contract};
  if (!options.policy.empty()) {
    files.push_back(options.policy);
  }
  return run_again_and_again(files, options.interval, [&] { return run_once(options, invocation); });
}

}  // namespace

void add_test(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "test",
                   .description = "Tests what must hold of a server's CORS, kept in a file beside the code",
                   .examples = "  corsage test --init https://api.example.com/users \\\n"
                               "    --from https://app.example.com > contract.toml\n"
                               "  corsage test contract.toml --at https://staging.example.com \\\n"
                               "    --output junit=report.xml\n"
                               "  corsage test contract.toml --policy corsage.toml --watch",
                   .notes = "A contract:\n"
                            "  at = \"https://api.example.com\"        # the server, unless --at says another\n"
                            "  [[expect]]\n"
                            "  from = [\"https://app.example.com\"]   # needed: pages; \"null\" is one, too\n"
                            "  request = \"PUT /users/1\"             # needed\n"
                            "  allowed = true                       # needed\n"
                            "  name = \"the app saves\"               # for reports\n"
                            "  headers = [\"x-api-key: ${env:API_KEY}\"] # or ${file:PATH}: secrets stay out\n"
                            "  credentials = \"include\"              # or \"omit\"; else \"same-origin\"\n"
                            "  body = \"{}\"\n"
                            "  readable = [\"x-request-id\"]          # headers that the page can read,\n"
                            "  unreadable = [\"x-internal\"]          # ... and cannot\n"
                            "  status = 200                         # that the page sees\n"
                            "It holds when it does in every browser. What a browser asks of the network that\n"
                            "a server is tested on (Local Network Access, mixed content on loopback) does\n"
                            "not count. What may change something is not sent: its preflight decides, unless\n"
                            "a GET in its place succeeds and speaks against it. --send-unsafe sends it.\n"
                            "Status 1 is that something does not hold; 3 that something is not known, or was\n"
                            "not answered; 4 that nothing was."});
  auto const options = std::make_shared<TestOptions>();
  add_test_options(command, *options);
  command.callback([&invocation, options] {
    invocation.keeps_status = true;
    options->given = typed_secrets(options->page.headers, options->network.cookies);
    options->secrets = options->secrets.with(options->given);
    invocation.run = [&invocation, options] { return test(*options, invocation); };
  });
}

}  // namespace corsage::cli
