#include "corsage/report/first_contract.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <string_view>
#include <utility>

#include "corsage/base/joined.hpp"
#include "corsage/formats/shell_word.hpp"
#include "corsage/http/status.hpp"
#include "corsage/report/enumerated.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using Result = SeenPage::Result;

std::string listed(std::vector<SeenPage> const& pages) {
  return joined(std::views::transform(pages, [](SeenPage const& seen) { return seen.page.serialized(); }));
}

}  // namespace

std::vector<SeenPage> those(std::vector<SeenPage> const& pages, Result result) {
  std::vector<SeenPage> some;
  std::ranges::copy_if(pages, std::back_inserter(some),
                       [result](SeenPage const& seen) { return seen.result == result; });
  return some;
}

FirstContract::FirstContract(url::Url server, explain::Expectation const& asked, http::Secrets secrets)
    : server_(std::move(server)), asked_(asked) {
  asked_.headers.clear();
  for (auto const line : asked.headers) {
    auto const shown = http::shown_value(line.name, line.value, secrets);
    asked_.headers.append(line.name, formats::text_with_places(line.value, shown, line.name, secrets, places_));
  }
  // What is masked may be no URL any more: a secret can be a part of the scheme.
  auto const shown = http::shown_url(explain::request_of(asked, server_).url.href(), secrets);
  auto const path = shown.find('/', shown.find("://") + 3);
  if (path != std::string::npos) {
    auto const target = std::string_view(shown).substr(path, shown.find('#', path) - path);
    asked_.target = formats::text_with_places(asked.target, target, {}, secrets, places_);
  }
  if (!places_.empty()) {
    parts_.push_back({.comments = {"Secrets are not written here: ${...} says where each is kept."}});
    if (auto const names = variables(); !names.empty()) {
      parts_.back().comments.push_back(fmt::format("Set {} when this is tested.", names));
    }
  }
}

std::string FirstContract::variables() const {
  constexpr std::string_view environment = "env:";
  std::vector<std::string> names;
  for (std::string_view const place : places_) {
    if (place.starts_with(environment)) {
      names.emplace_back(place.substr(environment.size()));
    }
  }
  return enumerated(names);
}

std::optional<int> error_among(std::vector<SeenPage> const& pages) {
  auto const failed = std::ranges::find_if(pages, [](SeenPage const& seen) { return seen.error.has_value(); });
  return failed == pages.end() ? std::nullopt : failed->error;
}

void FirstContract::add_meant(std::vector<SeenPage> const& pages) {
  if (auto const status = error_among(pages)) {
    parts_.push_back({.comments = {fmt::format("The answer was {}: what follows may pin an error.", *status)}});
  }
  add_allowed(those(pages, Result::allowed));
  add_refused(those(pages, Result::refused), "Refused when this was written. 'corsage why' tells why.");
  add_unclear(those(pages, Result::unclear));
}

void FirstContract::add_unlikely(std::vector<SeenPage> const& pages) {
  add_refused(those(pages, Result::refused), "Refused when this was written, as they should be.");
  if (auto const allowed = those(pages, Result::allowed); !allowed.empty()) {
    parts_.push_back({.comments = {fmt::format("Allowed too, which is rarely meant: {}.", listed(allowed)),
                                   "Once they are refused, expect it: allowed = false."}});
  }
  add_unclear(those(pages, Result::unclear));
  add_unclear(those(pages, Result::unanswered));
}

bool FirstContract::has_expectations() const {
  return std::ranges::any_of(parts_, [](auto const& part) { return part.expectation.has_value(); });
}

std::string FirstContract::text() const {
  return formats::write_contract_file(server_, parts_);
}

formats::WrittenExpectation& FirstContract::add_expectation(bool is_allowed, std::string const& comment,
                                                            std::string const& note) {
  auto& part = parts_.emplace_back(formats::WrittenExpectation{.comments = {comment}, .expectation = asked_});
  part.expectation->allowed = is_allowed;
  if (!note.empty()) {
    part.comments.push_back(note + ".");
  }
  return part;
}

/// Pages that read the same headers stand together.
void FirstContract::add_allowed(std::vector<SeenPage> pages) {
  while (!pages.empty()) {
    auto const first = pages.front();
    auto& expectation = *add_expectation(true, "Allowed when this was written.", first.note).expectation;
    expectation.readable = first.readable;
    for (auto const& seen : pages) {
      if (seen.readable == first.readable) {
        expectation.from.push_back(seen.page);
      }
    }
    std::erase_if(pages, [&first](SeenPage const& seen) { return seen.readable == first.readable; });
  }
}

void FirstContract::add_refused(std::vector<SeenPage> const& pages, std::string const& comment) {
  if (pages.empty()) {
    return;
  }
  auto& expectation = *add_expectation(false, comment, pages.front().note).expectation;
  for (auto const& seen : pages) {
    expectation.from.push_back(seen.page);
  }
}

void FirstContract::add_unclear(std::vector<SeenPage> const& pages) {
  for (auto const& seen : pages) {
    parts_.push_back({.comments = {fmt::format("Nothing is expected of {}: {}.", seen.page.serialized(), seen.note)}});
  }
}

}  // namespace corsage::report
