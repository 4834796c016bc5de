#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// What the command line says of a page and its fetch(), as typed.
struct PageOptions {
  std::string url;
  std::string from;
  std::optional<std::string> method;
  std::vector<std::string> headers;
  std::optional<std::string> data;
  fetch::CredentialsMode credentials = fetch::CredentialsMode::same_origin;
  fetch::RequestMode mode = fetch::RequestMode::cors;
  fetch::RedirectMode redirect = fetch::RedirectMode::follow;
};

void add_page_options(CLI::App& command, PageOptions& options);

/// Those of them that say what is asked, without whose page and which URL: method, headers, body, credentials.
void add_request_options(CLI::App& command, PageOptions& options);

/// A page and what it asks for.
struct Page {
  fetch::Request request;
  fetch::Environment environment;
};

/// What the options mean, or every mistake in them. Reads the body's file, or standard input, when they name one.
Result<Page> page_of(PageOptions const& options);

}  // namespace corsage::cli
