#include "given_headers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/gateway/secret_source.hpp"
#include "corsage/http/secrets.hpp"
#include "input_file.hpp"
#include "network_options.hpp"

namespace corsage::cli {
namespace {

constexpr std::string_view place_start = "${";

/// What the places of a text name, in order: "env:NAME", "file:PATH".
std::vector<std::string_view> places_in(std::string_view text) {
  std::vector<std::string_view> places;
  for (auto at = text.find(place_start); at != std::string_view::npos; at = text.find(place_start, at + 1)) {
    auto const place = text.substr(at + place_start.size());
    places.push_back(place.substr(0, place.find('}')));
  }
  return places;
}

/// A text in place of which nothing but its places is shown, or only its first word.
std::string shown_typed(std::string_view typed) {
  std::string shown;
  for (auto const place : places_in(typed)) {
    shown.append(place_start).append(place).append("}");
  }
  if (!shown.empty()) {
    return shown;
  }
  auto const blank = typed.find_first_of(" \t");
  return blank == std::string_view::npos ? std::string(http::mask)
                                         : std::string(typed.substr(0, blank)).append(" ").append(http::mask);
}

/// The text with what is kept at the places that it names.
std::expected<std::string, std::string> text_from_places(std::string_view text, http::GivenSecrets& secrets) {
  auto const places = places_in(text);
  if (places.empty()) {
    return std::string(text);
  }
  auto found = gateway::find_secret(text, ".");
  if (!found) {
    return std::unexpected(std::move(found).error());
  }
  for (std::size_t i = 0; i < found->hidden.size(); ++i) {
    secrets.add_value(found->hidden[i], places[i]);
  }
  return std::move(found->value);
}

Diagnostic mistake_of_place(std::string_view typed, std::string why) {
  return {.code = DiagnosticCode::option_value_invalid, .value = shown_typed(typed), .expected = std::move(why)};
}

/// Whether a header is kept in a place that not everybody reads.
enum class Kept : std::uint8_t { nowhere, somewhere };

/// The mistakes in a header without what it holds; what was typed may be told of its one character that is no byte.
Diagnostics without_values(Diagnostics mistakes, std::string const& shown, Kept kept) {
  for (auto& mistake : mistakes) {
    bool const is_character = mistake.code == DiagnosticCode::header_value_not_bytes && kept == Kept::nowhere;
    bool const is_name = mistake.code == DiagnosticCode::header_value_invalid;
    mistake.value = is_character || is_name ? mistake.value : shown;
  }
  return mistakes;
}

/// Reads the lines of `-H` one after the other.
class Reader {
 public:
  explicit Reader(GivenHeaders& given) : given_(given) {}

  /// `shown` stands in mistakes for what the line holds.
  Result<void> read_line(std::string_view typed, Kept kept, std::string const& shown) {
    auto const text = with_places(typed);
    if (!text) {
      return std::unexpected(text.error());
    }
    auto const header = formats::read_header_line(*text);
    auto const now_kept = *text == typed ? kept : Kept::somewhere;
    return header ? take(*header, now_kept) : std::unexpected(without_values(header.error(), shown, now_kept));
  }

  /// One header a line; blank lines and those that begin with '#' say nothing.
  Result<void> read_file(std::string const& name);

  /// The text with what is kept at the places that it names.
  Result<std::string> with_places(std::string_view typed);

 private:
  Result<void> take(formats::HeaderLine const& header, Kept kept);

  GivenHeaders& given_;
};

Result<std::string> Reader::with_places(std::string_view typed) {
  auto text = text_from_places(typed, given_.secrets);
  return text ? Result<std::string>(*std::move(text)) : failure(mistake_of_place(typed, std::move(text).error()));
}

Result<void> Reader::take(formats::HeaderLine const& header, Kept kept) {
  constexpr std::array<std::string_view, 3> of_probes{"origin", "access-control-request-method",
                                                      "access-control-request-headers"};
  if (auto const name = byte_lowercase(header.name); std::ranges::find(of_probes, name) != of_probes.end()) {
    return failure({.code = DiagnosticCode::option_value_invalid,
                    .value = name,
                    .expected =
                        "probes have their own; --trusted-origin, --preflight-method and --preflight-header say "
                        "what they are made of"});
  }
  if (kept == Kept::somewhere) {
    given_.secrets.add_kept_header(header.name, header.value);
  } else {
    given_.secrets.add_header(header.name, header.value);
  }
  given_.headers.append(header.name, header.value);
  return {};
}

Result<void> Reader::read_file(std::string const& name) {
  auto const file = read_whole(name);
  if (!file) {
    return std::unexpected(file.error());
  }
  Diagnostics mistakes;
  std::size_t number = 0;
  for (auto rest = std::string_view(file->bytes); !rest.empty();) {
    auto const whole = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(whole.size() + 1, rest.size()));
    ++number;
    auto const line = strip(whole, " \t\r");
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    if (auto read = read_line(line, Kept::somewhere, std::string(http::mask)); !read) {
      for (auto& mistake : read.error()) {
        // The line itself is not shown: it may hold a secret.
        mistake.range = {.source = file->name, .line = number, .column = 1};
        mistakes.push_back(std::move(mistake));
      }
    }
  }
  return mistakes.empty() ? Result<void>() : std::unexpected(std::move(mistakes));
}

}  // namespace

GivenHeaders given_headers(std::vector<std::string> const& headers, std::vector<std::string> const& cookies,
                           Mistakes& mistakes) {
  GivenHeaders given;
  Reader reader(given);
  for (auto const& line : headers) {
    mistakes.take("--header", line.starts_with('@') ? reader.read_file(line.substr(1))
                                                    : reader.read_line(line, Kept::nowhere, shown_typed(line)));
  }
  std::string pairs;
  for (auto const& typed : cookies) {
    auto const text = mistakes.take("--cookie", reader.with_places(typed));
    if (!text) {
      continue;
    }
    if (auto const cookie = mistakes.take("--cookie", read_cookie(*text))) {
      pairs.append(pairs.empty() ? "" : "; ").append(cookie->name).append("=").append(cookie->value);
    }
  }
  if (!pairs.empty()) {
    given.headers.append("Cookie", pairs);
    given.secrets.add_header("Cookie", pairs);
  }
  return given;
}

std::expected<std::string, std::string> fill_places(std::string_view text, http::GivenSecrets& secrets) {
  auto filled = text_from_places(text, secrets);
  if (filled && *filled != text) {
    if (auto const header = formats::read_header_line(*filled)) {
      secrets.add_kept_header(header->name, header->value);
    }
  }
  return filled;
}

Result<std::vector<std::string>> filled_headers(std::vector<std::string> const& headers, http::GivenSecrets& secrets) {
  std::vector<std::string> filled;
  Mistakes mistakes;
  for (auto const& line : headers) {
    if (auto text = fill_places(line, secrets)) {
      filled.push_back(*std::move(text));
    } else {
      mistakes.add("--header", mistake_of_place(line, std::move(text).error()));
    }
  }
  return mistakes.empty() ? Result<std::vector<std::string>>(std::move(filled)) : std::unexpected(mistakes.take_all());
}

Result<formats::HeaderLine> read_typed_header(std::string_view typed) {
  auto header = formats::read_header_line(typed);
  return header ? std::move(header)
                : std::unexpected(without_values(std::move(header).error(), shown_typed(typed), Kept::nowhere));
}

http::GivenSecrets typed_secrets(std::vector<std::string> const& headers, std::vector<std::string> const& cookies) {
  http::GivenSecrets secrets;
  for (std::string_view const line : headers) {
    if (auto const header = formats::read_header_line(line)) {
      secrets.add_header(header->name, header->value);
    }
  }
  for (auto const& pair : cookies) {
    secrets.add_header("Cookie", pair);
  }
  return secrets;
}

}  // namespace corsage::cli
