#include "mime_type_blocking.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/media_type.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
constexpr std::array<std::string_view, 16> javascript_essences{
    "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
    "text/ecmascript",        "text/javascript",        "text/javascript1.0",       "text/javascript1.1",
    "text/javascript1.2",     "text/javascript1.3",     "text/javascript1.4",       "text/javascript1.5",
    "text/jscript",           "text/livescript",        "text/x-ecmascript",        "text/x-javascript"};

// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type , without parameters: the last type that is one.
std::optional<http::MediaType> extract_mime_type(http::HeaderList const& headers) {
  std::optional<http::MediaType> extracted;
  auto const values = http::get_decode_and_split(headers, http::header::content_type);
  if (!values) {
    return extracted;
  }
  for (auto const& value : *values) {
    if (auto type = http::parse_media_type(value); type && type->essence() != "*/*") {
      extracted = std::move(type);
    }
  }
  return extracted;
}

// https://fetch.spec.whatwg.org/#determine-nosniff : the first value says nosniff.
bool determine_nosniff(http::HeaderList const& headers) {
  auto const values = http::get_decode_and_split(headers, http::header::x_content_type_options);
  return values && !values->empty() && byte_case_insensitive_equal(values->front(), "nosniff");
}

bool is_never_script(http::MediaType const& type) {
  return type.type == "audio" || type.type == "image" || type.type == "video" || type.essence() == "text/csv";
}

bool is_blocked(Destination destination, http::HeaderList const& headers) {
  auto const type = extract_mime_type(headers);
  bool const is_script = destination == Destination::script || destination == Destination::worker;
  // Pictures, sound and tables are never taken for a script.
  if (is_script && type && is_never_script(*type)) {
    return true;
  }
  if (!determine_nosniff(headers)) {
    return false;
  }
  // With nosniff the type has to be the right one.
  if (is_script) {
    return !type || std::ranges::find(javascript_essences, type->essence()) == javascript_essences.end();
  }
  return destination == Destination::style && (!type || type->essence() != "text/css");
}

}  // namespace

Blocked mime_type_check(FetchParams& params, Response const& response) {
  auto const destination = params.made.destination;
  if (destination == Destination::empty || !is_blocked(destination, *response.headers)) {
    return std::nullopt;
  }
  auto const type = response.headers->get(http::header::content_type);
  return params.block(Step::main_fetch_19, Reason::nosniff_mime_type, {.exchange = response.exchange},
                      {{ArgumentName::value, type ? type->view() : std::string_view()},
                       {ArgumentName::expected, to_string(destination)}});
}

}  // namespace corsage::fetch
