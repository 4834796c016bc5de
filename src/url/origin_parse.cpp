#include <algorithm>
#include <cstdint>

#include "corsage/base/bytes.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/origin_rest.hpp"
#include "written_url.hpp"

namespace corsage::url {
namespace {

std::unexpected<Diagnostics> mistake(std::string_view text, std::string expected, SourceRange range) {
  return failure({.code = DiagnosticCode::origin_invalid,
                  .value = std::string(text),
                  .expected = std::move(expected),
                  .range = std::move(range)});
}

/// Whether a second origin follows a first one.
bool is_list(std::string_view text) {
  auto const separator = text.find_first_of(", ;|");
  return separator != std::string_view::npos && text.find("://") < separator &&
         text.find("://", separator) != std::string_view::npos;
}

std::unexpected<Diagnostics> not_a_url(std::string_view text, UrlFailure url_failure) {
  auto const range = range_of(text, url_failure);
  if (url_failure != UrlFailure::relative_without_base) {
    return mistake(text, std::string("it ").append(explanation(url_failure)), range);
  }
  if (text == "*") {
    return mistake(text, "'*' stands for every origin; name one, as in https://app.example.com", range);
  }
  if (auto const meant = with_scheme(text)) {
    std::string expected = "an origin begins with its scheme: write ";
    return mistake(text, expected.append(Origin::of(*meant).serialized()), range);
  }
  return mistake(text, "write its scheme and its host, as in https://app.example.com", range);
}

}  // namespace

Result<Origin> Origin::parse(std::string_view text, std::uint64_t identity) {
  if (text == "null") {
    return opaque(identity);
  }
  if (byte_case_insensitive_equal(text, "null")) {
    return mistake(text, "write null, in lower case, for an opaque origin", range_of(text, 0, text.size()));
  }
  if (is_list(text)) {
    return mistake(text, "a page has one origin; name one", range_of(text, 0, text.size()));
  }
  auto const url = Url::parse(text);
  if (!url || is_host_and_port(*url)) {
    return not_a_url(text, url ? UrlFailure::relative_without_base : url.error());
  }
  if (url->scheme() == "file") {
    return opaque(identity);
  }
  if (url->scheme() == "blob" && !of(*url).is_opaque()) {
    return mistake(text, std::string("the origin is ").append(of(*url).serialized()), range_of(text, 0, text.size()));
  }
  if (url->host().empty()) {
    std::string expected = "the origin of such a URL is opaque: write null";
    return mistake(text, std::move(expected), range_of(text, 0, text.size()));
  }
  // DEVIATION: a URL whose scheme is not special has an opaque origin by https://url.spec.whatwg.org/#concept-url-origin ,
  // but programs whose pages have schemes of their own (capacitor://localhost, chrome-extension://ID) do send
  // scheme, host and port as their Origin, and people name it so.
  std::string serialized(url->scheme());
  serialized.append("://").append(url->authority_without_credentials());
  auto const say_origin = [&](std::string_view superfluous, std::size_t start, std::size_t end) {
    std::string expected = "the origin is ";
    expected.append(serialized).append("; an origin has no ").append(superfluous);
    return mistake(text, std::move(expected), range_of(text, start, end));
  };
  auto const is_space_or_control = [](char byte) { return static_cast<unsigned char>(byte) <= 0x20; };
  auto const space = static_cast<std::size_t>(std::ranges::find_if(text, is_space_or_control) - text.begin());
  if (space != text.size()) {
    return say_origin("spaces", space, space + 1);
  }
  auto const authority = find_authority(text);
  if (!authority || authority->start != url->scheme().size() + 3) {
    return mistake(text, "the origin is " + serialized, range_of(text, 0, text.size()));
  }
  if (authority->host_start != authority->start) {
    return say_origin("user or password", authority->start, authority->host_start);
  }
  if (authority->end != text.size()) {
    return say_origin(name_of_rest(text.substr(authority->end)), authority->end, text.size());
  }
  return Origin(std::move(serialized), 0);
}

}  // namespace corsage::url
