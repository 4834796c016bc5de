#pragma once

#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/policy/apply.hpp"

/// What the adapters share: `policy::apply` on the header lines of an answer that some framework keeps.
namespace corsage::adapters {

/// Makes an answer what the decision says, and gives upstream's lines that went, as `policy::apply` does.
///
/// `Lines` shows a framework's lines: `for_each(take)` calls `take(name, value)` for each, `remove(name)` takes away all of
/// a name, `add(name, value)` adds one. It must copy what it adds.
template <typename Lines>
policy::ReplacedLines replace_lines(policy::Decision const& decision, Lines lines) {
  http::HeaderList concerned;
  lines.for_each([&](std::string_view name, std::string_view value) {
    if (policy::is_decided(decision, name) ||
        (decision.varies_by_origin && byte_case_insensitive_equal(name, http::header::vary))) {
      concerned.append(name, value);
    }
  });
  for (auto const line : concerned) {
    lines.remove(line.name);
  }
  auto replaced = policy::apply(decision, concerned);
  for (auto const line : concerned) {
    lines.add(line.name, line.value);
  }
  return replaced;
}

}  // namespace corsage::adapters
