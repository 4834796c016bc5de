#include "page_options.hpp"

#include <expected>
#include <string_view>
#include <utility>

#include "corsage/explain/expectation.hpp"
#include "corsage/http/method.hpp"
#include "corsage/url/url_argument.hpp"
#include "given_headers.hpp"
#include "input_file.hpp"
#include "mistakes.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {
namespace {

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

void add_request_options(CLI::App& command, PageOptions& options) {
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
}

void add_page_options(CLI::App& command, PageOptions& options) {
  command.add_option("URL", options.url, "What the page asks for");
  command.add_option("--from", options.from, "The page's origin: https://app.example.com, or null")
      ->type_name("ORIGIN");
  add_request_options(command, options);
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
    if (auto const header = mistakes.take("--header", read_typed_header(line))) {
      headers.append(header->name, header->value);
    }
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
  return Page{.request = {.url = *std::move(url),
                          .method = method,
                          .headers = std::move(headers),
                          .body = std::move(body),
                          .mode = options.mode,
                          .credentials = options.credentials,
                          .redirect = options.redirect},
              .environment = explain::page_of(*origin)};
}

}  // namespace corsage::cli
