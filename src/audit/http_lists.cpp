#include "http_lists.hpp"

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"

namespace corsage::audit {

std::vector<std::string> elements(http::HeaderList const& headers, std::string_view name) {
  auto values = http::get_decode_and_split(headers, name).value_or(std::vector<std::string>());
  std::erase(values, "");
  return values;
}

std::set<std::string> directives(http::HeaderList const& headers, std::string_view name) {
  std::set<std::string> found;
  for (auto const& element : elements(headers, name)) {
    found.insert(byte_lowercase(element));
  }
  return found;
}

}  // namespace corsage::audit
