#include "repair.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include "cause.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/token.hpp"

namespace corsage::explain {
namespace {

using http::HeaderList;
using trace::ArgumentName;
using trace::Reason;

constexpr int no_content = 204;

/// The answer that the cause is about; null where none came.
http::Response* answer_of(Cause const& cause, fetch::Journal& journal) {
  if (cause.exchange < 0 || static_cast<std::size_t>(cause.exchange) >= journal.size()) {
    return nullptr;
  }
  auto* const answered = std::get_if<fetch::Answered>(&journal[static_cast<std::size_t>(cause.exchange)].answer);
  return answered == nullptr ? nullptr : &answered->response;
}

/// Removes every line that some browser reads as this name: also "name :".
void remove_as_read(HeaderList& headers, std::string_view name) {
  headers.remove(name);
  for (std::size_t i = 0; i < headers.size();) {
    auto const line = headers[i].name;
    if (line.size() > name.size() && byte_case_insensitive_equal(strip(line, http_tab_or_space), name)) {
      headers.remove(std::string(line));
      i = 0;
    } else {
      ++i;
    }
  }
}

void replace(HeaderList& headers, std::string_view name, std::string_view value) {
  remove_as_read(headers, name);
  headers.append(name, value);
}

/// The header's list with what is no token left out, and `added` at its end.
void replace_list(HeaderList& headers, std::string_view name, std::string_view added) {
  std::string list;
  auto const add = [&](std::string_view element) {
    if (http::is_token(element)) {
      list.append(list.empty() ? "" : ", ").append(element);
    }
  };
  if (auto const present = headers.get(name)) {
    auto rest = present->view();
    while (!rest.empty()) {
      auto const comma = rest.find(',');
      add(strip(rest.substr(0, comma), http_whitespace));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
  add(added);
  replace(headers, name, list);
}

/// A whole preflight answer that says yes to this very question.
void answer_preflight(fetch::Request const& request, fetch::WireRequest const& question, http::Response& answer) {
  answer.status = no_content;
  answer.headers.clear();
  answer.body.clear();
  auto const copy = [&](std::string_view from, std::string_view to) {
    if (auto const value = question.headers.get(from)) {
      answer.headers.append(to, value->view());
    }
  };
  copy(http::header::origin, http::header::access_control_allow_origin);
  copy(http::header::access_control_request_method, http::header::access_control_allow_methods);
  copy(http::header::access_control_request_headers, http::header::access_control_allow_headers);
  if (request.credentials == fetch::CredentialsMode::include) {
    answer.headers.append(http::header::access_control_allow_credentials, "true");
  }
}

/// The place of a repair: the exchange, and the answer that is edited.
struct Place {
  Cause const& cause;
  fetch::Request const& request;
  fetch::WireRequest const& question;
  http::Response& answer;
};

Remedy name_origin(Place const& place) {
  replace(place.answer.headers, http::header::access_control_allow_origin,
          argument(place.cause, ArgumentName::expected));
  return Remedy::policy;
}

Remedy allow_credentials(Place const& place) {
  replace(place.answer.headers, http::header::access_control_allow_credentials, "true");
  return Remedy::policy;
}

Remedy answer_redirected_preflight(Place const& place) {
  answer_preflight(place.request, place.question, place.answer);
  return Remedy::policy;
}

Remedy answer_with_success(Place const& place) {
  place.answer.status = no_content;
  return Remedy::policy;
}

Remedy mend_methods(Place const& place) {
  replace_list(place.answer.headers, http::header::access_control_allow_methods, {});
  return Remedy::policy;
}

Remedy mend_headers(Place const& place) {
  replace_list(place.answer.headers, http::header::access_control_allow_headers, {});
  return Remedy::policy;
}

Remedy allow_method(Place const& place) {
  replace_list(place.answer.headers, http::header::access_control_allow_methods,
               argument(place.cause, ArgumentName::method));
  return Remedy::policy;
}

Remedy allow_header(Place const& place) {
  auto const name = place.cause.reason == Reason::authorization_not_listed
                        ? http::header::authorization
                        : argument(place.cause, ArgumentName::header);
  replace_list(place.answer.headers, http::header::access_control_allow_headers, name);
  return is_header_of_answers(name) ? Remedy::answer : Remedy::policy;
}

/// Takes "user:password@" out of the Location.
Remedy remove_location_credentials(Place const& place) {
  auto const location = place.answer.headers.get(http::header::location);
  if (!location) {
    return Remedy::none;
  }
  std::string target(location->view());
  auto const start = target.find("//");
  auto const at = start == std::string::npos ? start : target.find('@', start);
  if (at == std::string::npos) {
    return Remedy::none;
  }
  target.erase(start + 2, at - start - 1);
  replace(place.answer.headers, http::header::location, target);
  return Remedy::answer;
}

Remedy keep_first_location(Place const& place) {
  auto const first = place.answer.headers.find(http::header::location);
  if (!first) {
    return Remedy::none;
  }
  std::string const target(place.answer.headers[*first].value);
  replace(place.answer.headers, http::header::location, target);
  return Remedy::answer;
}

Remedy share_resource(Place const& place) {
  replace(place.answer.headers, http::header::cross_origin_resource_policy, "cross-origin");
  return Remedy::answer;
}

/// What mends each reason. A reason without a row has the page, the network, the user or the address at fault: no answer
/// helps.
struct Row {
  Reason reason;
  Remedy (*apply)(Place const& place);
};

constexpr Row rows[] = {
    {Reason::allow_origin_missing, name_origin},
    {Reason::allow_origin_wildcard_with_credentials, name_origin},
    {Reason::allow_origin_multiple, name_origin},
    {Reason::allow_origin_invalid, name_origin},
    {Reason::allow_origin_mismatch, name_origin},
    {Reason::allow_credentials_not_true, allow_credentials},
    {Reason::preflight_redirected, answer_redirected_preflight},
    {Reason::preflight_status, answer_with_success},
    {Reason::preflight_needs_authentication, answer_with_success},
    {Reason::allow_methods_malformed, mend_methods},
    {Reason::allow_headers_malformed, mend_headers},
    {Reason::method_not_allowed, allow_method},
    {Reason::authorization_not_listed, allow_header},
    {Reason::request_header_not_allowed, allow_header},
    {Reason::redirect_credentials_in_location, remove_location_credentials},
    {Reason::redirect_location_repeated, keep_first_location},
    {Reason::cross_origin_resource_policy, share_resource},
};

}  // namespace

bool can_be_repaired(trace::Reason reason) {
  return std::ranges::find(rows, reason, &Row::reason) != std::end(rows);
}

Remedy repair(Cause const& cause, fetch::Request const& request, fetch::Journal& journal) {
  auto* const answer = answer_of(cause, journal);
  auto const* const row = std::ranges::find(rows, cause.reason, &Row::reason);
  if (answer == nullptr || row == std::end(rows)) {
    return Remedy::none;
  }
  auto const& question = journal[static_cast<std::size_t>(cause.exchange)].request;
  return row->apply({.cause = cause, .request = request, .question = question, .answer = *answer});
}

}  // namespace corsage::explain
