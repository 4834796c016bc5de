#include "corsage/policy/incoming.hpp"

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::policy {
namespace {

template <typename Lines>
void find_lines(http::HeaderList const& headers, std::string_view name, Lines& lines) {
  for (auto place = headers.find(name); place && lines.count < lines.values.size();
       place = headers.find(name, *place + 1)) {
    lines.add(headers[*place].value);
  }
}

}  // namespace

FoundIncoming::FoundIncoming(std::string_view method, http::HeaderList const& headers) : method_(method) {
  find_lines(headers, http::header::origin, origin_);
  find_lines(headers, http::header::access_control_request_method, requested_method_);
  find_lines(headers, http::header::access_control_request_headers, requested_headers_);
}

void FoundIncoming::add(std::string_view name, std::string_view value) {
  if (byte_case_insensitive_equal(name, http::header::origin)) {
    origin_.add(value);
  } else if (byte_case_insensitive_equal(name, http::header::access_control_request_method)) {
    requested_method_.add(value);
  } else if (byte_case_insensitive_equal(name, http::header::access_control_request_headers)) {
    requested_headers_.add(value);
  }
}

Incoming FoundIncoming::view() const {
  return {.method = method_,
          .origin = {origin_.values.data(), origin_.count},
          .requested_method = {requested_method_.values.data(), requested_method_.count},
          .requested_headers = {requested_headers_.values.data(), requested_headers_.count}};
}

}  // namespace corsage::policy
