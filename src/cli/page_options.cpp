#include "page_options.hpp"

#include <algorithm>
#include <expected>
#include <string_view>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/token.hpp"
#include "corsage/url/url_argument.hpp"
#include "input_file.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {
namespace {

/// Collects the mistakes of many options.
class Mistakes {
 public:
  void add(std::string_view option, Diagnostic mistake) {
    mistake.range.source = option;
    all_.push_back(std::move(mistake));
  }

  /// The value, or its mistakes as the option's.
  template <typename Value>
  std::optional<Value> take(std::string_view option, Result<Value> result) {
    if (result) {
      return *std::move(result);
    }
    for (auto& mistake : result.error()) {
      add(option, std::move(mistake));
    }
    return std::nullopt;
  }

  bool empty() const { return all_.empty(); }
  Diagnostics take_all() { return std::move(all_); }

 private:
  Diagnostics all_;
};

Result<url::Url> url_of(std::string const& url) {
  if (url.empty()) {
    return failure({.code = DiagnosticCode::option_missing,
                    .value = "the URL",
                    .expected = "say what the page asks for, as in https://api.example.com/users"});
  }
  return url::parse_url_argument(url);
}

Result<url::Origin> origin_of(std::string const& from) {
  if (from.empty()) {
    return failure({.code = DiagnosticCode::option_missing,
                    .value = "the page's origin",
                    .expected = "say which page asks, as in --from https://app.example.com (or --from null)"});
  }
  return url::Origin::parse(from);
}

/// A character at the beginning of UTF-8 text; empty where the text begins otherwise.
std::string_view first_character(std::string_view text) {
  auto const lead = static_cast<unsigned char>(text.front());
  std::size_t const length = lead < 0x80                    ? 1
                             : lead >= 0xC2 && lead <= 0xDF ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  auto const rest = text.substr(std::min<std::size_t>(text.size(), 1), length - std::min<std::size_t>(length, 1));
  bool const is_whole = text.size() >= length && std::ranges::all_of(rest, [](char byte) {
                          return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
                        });
  return is_whole ? text.substr(0, length) : std::string_view();
}

/// A script's string as bytes: U+00E9 is byte 0xE9. What is no UTF-8 is bytes as it stands.
/// The error is the first character that is no byte.
std::expected<std::string, std::string_view> bytes_of(std::string_view typed) {
  std::string bytes;
  if (isomorphic_encode(typed, bytes)) {
    return bytes;
  }
  std::string_view wide;
  for (auto rest = typed; !rest.empty();) {
    auto const character = first_character(rest);
    if (character.empty()) {
      return std::string(typed);
    }
    if (wide.empty() && !isomorphic_encode(character, bytes)) {
      wide = character;
    }
    rest.remove_prefix(character.size());
  }
  return std::unexpected(wide);
}

void read_header(std::string_view line, http::HeaderList& headers, Mistakes& mistakes) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos) {
    mistakes.add("--header", {.code = DiagnosticCode::header_without_colon, .value = std::string(line)});
    return;
  }
  auto const name = line.substr(0, colon);
  auto const value = strip(line.substr(colon + 1), http_whitespace);
  if (!http::is_header_name(name)) {
    mistakes.add("--header", {.code = DiagnosticCode::header_name_invalid, .value = std::string(name)});
  } else if (!http::is_header_value(value)) {
    mistakes.add("--header", {.code = DiagnosticCode::header_value_invalid, .value = std::string(name)});
  } else if (auto const bytes = bytes_of(value); !bytes) {
    mistakes.add("--header", {.code = DiagnosticCode::header_value_not_bytes, .value = std::string(bytes.error())});
  } else {
    headers.append(name, *bytes);
  }
}

/// The bytes that --data means: the text itself, `@FILE`, or `-` for standard input.
Result<std::string> data_of(std::string const& data) {
  if (data != "-" && !data.starts_with('@')) {
    return data;
  }
  auto file = read_whole(data == "-" ? data : data.substr(1));
  if (!file) {
    return std::unexpected(std::move(file.error()));
  }
  return std::move(file->bytes);
}

std::string method_of(PageOptions const& options) {
  return options.method.value_or(options.data ? "POST" : "GET");
}

}  // namespace

void add_page_options(CLI::App& command, PageOptions& options) {
  command.add_option("URL", options.url, "What the page asks for");
  command.add_option("--from", options.from, "The page's origin: https://app.example.com, or null")
      ->type_name("ORIGIN");
  command.add_option("-X,--method", options.method, "The method; GET, or POST with --data, when left out")
      ->type_name("METHOD");
  command.add_option("-H,--header", options.headers, "A header that the page sets; may be given several times")
      ->type_name("'NAME: VALUE'")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command.add_option("-d,--data", options.data, "The body, as text; @FILE reads a file, - standard input")
      ->type_name("TEXT");
  add_choice(command, "--credentials", options.credentials,
             {{"omit", fetch::CredentialsMode::omit},
              {"same-origin", fetch::CredentialsMode::same_origin},
              {"include", fetch::CredentialsMode::include}},
             "omit, same-origin (the default) or include")
      .type_name("MODE");
  add_choice(command, "--mode", options.mode,
             {{"cors", fetch::RequestMode::cors},
              {"no-cors", fetch::RequestMode::no_cors},
              {"same-origin", fetch::RequestMode::same_origin}},
             "cors (the default), no-cors or same-origin")
      .type_name("MODE");
  add_choice(command, "--redirect", options.redirect,
             {{"follow", fetch::RedirectMode::follow},
              {"error", fetch::RedirectMode::error},
              {"manual", fetch::RedirectMode::manual}},
             "follow (the default), error or manual")
      .type_name("MODE");
}

Result<Page> page_of(PageOptions const& options) {
  Mistakes mistakes;
  auto url = mistakes.take("URL", url_of(options.url));
  auto origin = mistakes.take("--from", origin_of(options.from));
  auto const method = method_of(options);
  if (!http::is_method(method)) {
    mistakes.add("--method", {.code = DiagnosticCode::method_invalid, .value = method});
  }
  http::HeaderList headers;
  for (auto const& line : options.headers) {
    read_header(line, headers, mistakes);
  }
  std::optional<fetch::Body> body;
  if (options.data) {
    if (auto bytes = mistakes.take("--data", data_of(*options.data))) {
      // What a page's script passes as a string.
      body = fetch::Body{.bytes = *std::move(bytes), .type = "text/plain;charset=UTF-8"};
    }
  }
  if (!mistakes.empty()) {
    return std::unexpected(mistakes.take_all());
  }
  Page page{.request = {.url = *std::move(url),
                        .method = method,
                        .headers = std::move(headers),
                        .body = std::move(body),
                        .mode = options.mode,
                        .credentials = options.credentials,
                        .redirect = options.redirect},
            .environment = {.origin = *std::move(origin)}};
  // The page is taken to be the first of its origin: that is what a Referer names.
  if (auto const address = url::Url::parse(page.environment.origin.serialized())) {
    page.environment.url = *address;
  }
  return page;
}

}  // namespace corsage::cli
