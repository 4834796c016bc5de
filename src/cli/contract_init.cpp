#include "contract_init.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "complain.hpp"
#include "contract_run.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/formats/contract_file.hpp"
#include "corsage/report/contract_report.hpp"
#include "corsage/report/first_contract.hpp"
#include "given_headers.hpp"
#include "stop_signal.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

using explain::Expectation;
using explain::Holding;
using report::SeenPage;

/// Anybody's page.
constexpr std::string_view stranger = "https://evil.example";

/// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name : what every page reads that reads anything.
constexpr std::array<std::string_view, 7> safelisted{
    "cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"};

/// The fetch that was typed, as pages ask it.
struct Asked {
  url::Url server;
  Expectation expectation;
  std::vector<url::Origin> pages;
};

/// The server of a URL: all in front of its path.
url::Url server_of(url::Url const& url) {
  auto origin = url::Url::parse(url::Origin::of(url).serialized());
  return origin.value_or(url);
}

/// What was typed, or every mistake in it.
Result<Asked> asked_of(TestOptions const& options) {
  auto typed = options.page;
  typed.url = options.init;
  std::optional<Asked> asked;
  Diagnostics mistakes;
  for (auto const& origin : options.origins) {
    typed.from = origin;
    auto page = page_of(typed);
    if (!page) {
      // What is wrong with the request is wrong for each page.
      for (auto& mistake : page.error()) {
        if (std::ranges::find(mistakes, mistake) == mistakes.end()) {
          mistakes.push_back(std::move(mistake));
        }
      }
      continue;
    }
    if (!asked) {
      auto const& request = page->request;
      asked = {.server = server_of(request.url),
               .expectation = {.method = request.method,
                               .target = std::string(request.url.path_and_query()),
                               .headers = request.headers,
                               .credentials = request.credentials,
                               .body = request.body ? std::optional(request.body->bytes) : std::nullopt},
               .pages = {}};
    }
    asked->pages.push_back(page->environment.origin);
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  return *std::move(asked);
}

/// Pages that hardly anybody means: of no origin, of strangers, and the same without TLS.
std::vector<url::Origin> unlikely_pages(std::vector<url::Origin> const& pages) {
  std::vector<std::string> texts{"null", std::string(stranger)};
  for (auto const& page : pages) {
    if (page.scheme() == "https") {
      texts.push_back("http" + std::string(page.serialized().substr(page.scheme().size())));
    }
  }
  std::vector<url::Origin> unlikely;
  for (auto const& text : texts) {
    auto const page = url::Origin::parse(text);
    if (page && std::ranges::find(pages, *page) == pages.end() &&
        std::ranges::find(unlikely, *page) == unlikely.end()) {
      unlikely.push_back(*page);
    }
  }
  return unlikely;
}

/// What all browsers let the page read, besides what every page reads.
std::vector<std::string> readable_in_all(report::Why const& why) {
  std::vector<std::string> names;
  for (auto const line : report::leading(why).diagnosis.run.outcome.readable) {
    auto name = byte_lowercase(line.name);
    bool const is_told =
        std::ranges::find(safelisted, name) != safelisted.end() || std::ranges::find(names, name) != names.end();
    bool const is_read = std::ranges::all_of(why.judgements, [&name](report::Judgement const& judgement) {
      return judgement.diagnosis.run.outcome.readable.contains(name);
    });
    if (!is_told && is_read) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

/// What was seen, held against something else.
report::TestedCase compared(report::TestedCase tested, Expectation expectation) {
  tested.expectation = std::move(expectation);
  for (std::size_t i = 0; i < tested.comparisons.size(); ++i) {
    tested.comparisons[i] =
        explain::compare(tested.expectation, tested.why.judgements[i].diagnosis.run, tested.why.is_estimated);
  }
  return tested;
}

/// The status that a page's request was answered with, where it is an error and not that of another request in its place.
std::optional<int> error_of(report::TestedCase const& tested) {
  constexpr int first_error_status = 400;
  auto const& journal = report::leading(tested.why).diagnosis.run.journal;
  auto const* const answered = journal.empty() ? nullptr : journal.back().answered();
  bool const is_own = answered != nullptr && journal.back().request.leg == trace::Leg::actual &&
                      !(tested.why.is_estimated && tested.why.is_estimated(journal.back().request));
  return is_own && answered->response.status >= first_error_status ? std::optional(answered->response.status)
                                                                   : std::nullopt;
}

bool holds(report::TestedCase const& tested) {
  return report::holding_of(tested) == Holding::holds;
}

SeenPage seen_by(url::Origin const& page, report::TestedCase const& tested) {
  if (report::holding_of(tested) == Holding::unreachable) {
    return {.page = page, .result = SeenPage::Result::unanswered, .note = report::note_of(tested)};
  }
  if (holds(tested)) {
    SeenPage seen{.page = page, .result = SeenPage::Result::allowed, .note = report::note_of(tested)};
    auto more = tested.expectation;
    more.readable = readable_in_all(tested.why);
    bool const is_own = report::leading(tested.why).diagnosis.run.outcome.type == fetch::ResponseType::basic;
    if (!is_own && holds(compared(tested, more))) {
      seen.readable = std::move(more.readable);
    }
    return seen;
  }
  auto expectation = tested.expectation;
  expectation.allowed = false;
  auto const refused = compared(tested, std::move(expectation));
  return holds(refused) ? SeenPage{.page = page, .result = SeenPage::Result::refused, .note = report::note_of(refused)}
                        : SeenPage{.page = page, .note = report::note_of(tested)};
}

std::vector<SeenPage> look(ContractRun const& run, Expectation const& expectation,
                           std::vector<url::Origin> const& pages) {
  auto asked = expectation;
  asked.from = pages;
  auto const tested = run.look_at_all({asked}, {SourceRange()});
  if (tested.size() < pages.size()) {
    return {};
  }
  std::vector<SeenPage> all;
  all.reserve(pages.size());
  for (std::size_t i = 0; i < pages.size(); ++i) {
    all.push_back(seen_by(pages[i], tested[i]));
    all.back().error = error_of(tested[i]);
  }
  return all;
}

/// What a page cannot ask is no contract, though a browser says something to it.
Diagnostics mistakes_as_contract(std::string const& text) {
  auto mistakes = formats::read_contract_file(text, "--init").mistakes;
  // Where nothing is known there is nothing to expect.
  std::erase_if(mistakes, [](Diagnostic const& mistake) { return mistake.code == DiagnosticCode::contract_empty; });
  for (auto& mistake : mistakes) {
    mistake.range = {.source = "--init"};
  }
  return mistakes;
}

}  // namespace

ExitStatus write_first_contract(TestOptions options, Invocation& invocation) {
  options.secrets = options.secrets.with(options.given);
  auto headers = filled_headers(options.page.headers, options.given);
  if (!headers) {
    complain(headers.error());
    return ExitStatus::usage;
  }
  options.page.headers = *std::move(headers);
  auto const asked = asked_of(options);
  if (!asked) {
    complain(asked.error());
    return ExitStatus::usage;
  }
  if (auto const mistakes = mistakes_in_cookies(options, asked->server); !mistakes.empty()) {
    complain(mistakes);
    return ExitStatus::usage;
  }
  StopSignal stop;
  ContractRun run(options, asked->server, std::nullopt);
  run.stop_when([&stop] { return stop.came(); });
  auto const meant = look(run, asked->expectation, asked->pages);
  if (auto const unanswered = those(meant, SeenPage::Result::unanswered); !unanswered.empty()) {
    complain(
        fmt::format("{} was not reached: {}", http::shown_url(options.init, options.secrets), unanswered.front().note));
    return ExitStatus::unreachable;
  }
  report::FirstContract contract(asked->server, asked->expectation, options.secrets);
  contract.add_meant(meant);
  contract.add_unlikely(look(run, asked->expectation, unlikely_pages(asked->pages)));
  if (stop.came()) {
    complain("interrupted; nothing was written");
    return ExitStatus::undetermined;
  }
  auto const text = contract.text();
  if (auto const mistakes = mistakes_as_contract(text); !mistakes.empty()) {
    complain(mistakes);
    return ExitStatus::usage;
  }
  invocation.output.write(text);
  if (auto const status = error_among(meant)) {
    complain(fmt::format("the answer was {}: this contract may pin an error; ask for what a page gets", *status));
  }
  if (auto const variables = contract.variables(); !variables.empty()) {
    complain(fmt::format("set {} when this contract is tested: it holds no secrets itself", variables));
  }
  return contract.has_expectations() ? ExitStatus::allowed : ExitStatus::undetermined;
}

}  // namespace corsage::cli
