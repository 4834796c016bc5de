#include "upstream_conflict.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::gateway {
namespace {

namespace names = http::header;

/// Browsers read these in answers to preflights only; many servers send them with everything.
constexpr std::array only_for_preflights{names::access_control_allow_methods, names::access_control_allow_headers,
                                         names::access_control_max_age};

/// Whether anybody would take notice of a line of that name.
bool counts(policy::Decision const& decision, std::string_view name) {
  return decision.request_class == policy::RequestClass::preflight ||
         std::ranges::none_of(only_for_preflights,
                              [name](std::string_view one) { return byte_case_insensitive_equal(one, name); });
}

/// The decision's only line of that name; null where it has none, or several.
http::HeaderList::Line const* only_line(policy::Decision const& decision, std::string_view name) {
  http::HeaderList::Line const* only = nullptr;
  for (auto const& line : decision.headers.view()) {
    if (byte_case_insensitive_equal(line.name, name)) {
      if (only != nullptr) {
        return nullptr;
      }
      only = &line;
    }
  }
  return only;
}

bool is_repeated(Head const& answer, std::string_view name) {
  return std::ranges::count_if(answer.lines(),
                               [name](Field const& line) { return byte_case_insensitive_equal(line.name, name); }) > 1;
}

bool contradicts(Field const& line, Head const& answer, policy::Decision const& decision) {
  auto const* const said = only_line(decision, line.name);
  return said == nullptr || said->value != line.value || is_repeated(answer, line.name);
}

}  // namespace

UpstreamSays upstream_says(Head const& answer, policy::Decision const& decision) {
  auto says = UpstreamSays::nothing;
  for (auto const& line : answer.lines()) {
    if (!policy::is_decided(decision, line.name)) {
      continue;
    }
    // What is said to somebody who did not ask about CORS is heard by nobody.
    if (decision.request_class != policy::RequestClass::not_cors && counts(decision, line.name) &&
        contradicts(line, answer, decision)) {
      return UpstreamSays::otherwise;
    }
    says = UpstreamSays::harmless;
  }
  return says;
}

policy::ReplacedLines contradictions(Head const& answer, policy::Decision const& decision) {
  http::HeaderList lines;
  for (auto const& line : answer.lines()) {
    if (counts(decision, line.name)) {
      lines.append(line.name, line.value);
    }
  }
  auto replaced = policy::apply(decision, lines);
  std::erase_if(replaced, [](policy::ReplacedLine const& line) { return !line.differs; });
  return replaced;
}

}  // namespace corsage::gateway
