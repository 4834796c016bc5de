#include <algorithm>
#include <iterator>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/contract_file.hpp"
#include "printable_text.hpp"
#include "toml_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::formats {
namespace {

using explain::Expectation;

void append_text(std::string& text, std::string_view key, std::string_view value) {
  text += fmt::format("{} = {}\n", key, toml_string(value));
}

void append_list(std::string& text, std::string_view key, std::vector<std::string> const& values) {
  std::vector<std::string> quoted;
  quoted.reserve(values.size());
  std::ranges::transform(values, std::back_inserter(quoted), toml_string);
  text += fmt::format("{} = [{}]\n", key, fmt::join(quoted, ", "));
}

void append_pages(std::string& text, std::vector<url::Origin> const& pages) {
  std::vector<std::string> origins;
  origins.reserve(pages.size());
  for (auto const& page : pages) {
    origins.emplace_back(page.serialized());
  }
  if (origins.size() == 1) {
    append_text(text, "from", origins.front());
  } else {
    append_list(text, "from", origins);
  }
}

void append_headers(std::string& text, http::HeaderList const& headers) {
  std::vector<std::string> lines;
  for (auto const line : headers) {
    lines.push_back(fmt::format("{}: {}", line.name, isomorphic_decode(line.value)));
  }
  if (!lines.empty()) {
    append_list(text, "headers", lines);
  }
}

void append_expectation(std::string& text, Expectation const& expectation) {
  text += "[[expect]]\n";
  if (!expectation.name.empty()) {
    append_text(text, "name", expectation.name);
  }
  append_pages(text, expectation.from);
  append_text(text, "request", fmt::format("{} {}", expectation.method, expectation.target));
  append_headers(text, expectation.headers);
  if (expectation.credentials != Expectation().credentials) {
    append_text(text, "credentials", to_string(expectation.credentials));
  }
  if (expectation.body) {
    append_text(text, "body", *expectation.body);
  }
  text += fmt::format("allowed = {}\n", expectation.allowed);
  if (expectation.status) {
    text += fmt::format("status = {}\n", *expectation.status);
  }
  if (!expectation.readable.empty()) {
    append_list(text, "readable", expectation.readable);
  }
  if (!expectation.unreadable.empty()) {
    append_list(text, "unreadable", expectation.unreadable);
  }
}

}  // namespace

std::string write_contract_file(std::optional<url::Url> const& at, std::span<WrittenExpectation const> parts) {
  std::string text;
  if (at) {
    append_text(text, "at", at->path() == "/" ? strip(at->href(), "/") : at->href());
  }
  for (auto const& part : parts) {
    text += text.empty() ? "" : "\n";
    for (auto const& line : part.comments) {
      text += fmt::format("# {}\n", printable_line(line));
    }
    if (part.expectation) {
      append_expectation(text, *part.expectation);
    }
  }
  return text;
}

}  // namespace corsage::formats
