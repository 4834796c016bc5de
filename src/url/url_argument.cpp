#include "corsage/url/url_argument.hpp"

#include <string>

#include "written_url.hpp"

namespace corsage::url {
namespace {

/// The sentence for a text in which the parser found no URL, or not the one that was meant.
std::string expected_url(std::string_view text, UrlFailure failure) {
  if (failure != UrlFailure::relative_without_base) {
    return std::string("it ").append(explanation(failure));
  }
  if (auto const meant = with_scheme(text)) {
    return std::string("did you mean ").append(meant->href()).append("?");
  }
  return "write it whole, as in https://api.example.com/users";
}

}  // namespace

Result<Url> parse_url_argument(std::string_view text) {
  auto const url = Url::parse(text);
  if (url && !is_host_and_port(*url) && !is_user_and_host(*url)) {
    return *url;
  }
  auto const url_failure = url ? UrlFailure::relative_without_base : url.error();
  return failure({.code = DiagnosticCode::url_invalid,
                  .value = std::string(text),
                  .expected = expected_url(text, url_failure),
                  .range = range_of(text, url_failure)});
}

}  // namespace corsage::url
