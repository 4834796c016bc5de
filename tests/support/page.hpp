#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/session.hpp"

namespace corsage::tests {

/// What a page asks, in few words. What a row leaves out is what fetch(url) has.
struct Ask {
  std::string page = "https://app.example";
  std::string url = "https://api.example/x";
  std::string method = "GET";
  std::vector<http::HeaderList::Line> headers = {};
  fetch::CredentialsMode credentials = fetch::CredentialsMode::same_origin;
  fetch::RequestMode mode = fetch::RequestMode::cors;
  fetch::RedirectMode redirect = fetch::RedirectMode::follow;
  fetch::Profile const* profile = &fetch::spec_profile();
};

fetch::Request request_of(Ask const& ask);
fetch::Environment environment_of(Ask const& ask);

/// An answer in few words.
http::Response answer(int status, std::initializer_list<http::HeaderList::Line> headers = {});

/// The fetch with these answers, one an exchange in their order; an exchange without one waits.
fetch::Run run(fetch::Request const& request, fetch::Environment const& environment,
               std::vector<http::Response> const& answers);
fetch::Run run(Ask const& ask, std::vector<http::Response> const& answers);

/// The exchanges made: "METHOD url [name=value ...]" with the named headers of each.
std::vector<std::string> exchanges(fetch::Run const& run, std::initializer_list<std::string_view> headers = {});

/// The token of the reason that blocked; empty when none did.
std::string blocked_by(fetch::Run const& run);

/// The step that blocked: "cors-check 4"; empty when none did.
std::string blocked_at(fetch::Run const& run);

/// The names the page can read, lower case, in order, joined with ",".
std::string readable(fetch::Run const& run);

}  // namespace corsage::tests
