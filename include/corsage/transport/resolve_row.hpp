#pragma once

#include <optional>
#include <string_view>

namespace corsage::transport {

/// The parts of HOST:PORT:ADDRESS, as curl's --resolve takes it; views of the text.
struct ResolveRow {
  std::string_view host;  ///< an IPv6 address in brackets
  std::string_view port;
  std::string_view addresses;  ///< one, or several with commas between
};

/// The text's parts, none of them empty; nothing where it has not all of them. What they mean is not looked at.
std::optional<ResolveRow> parse_resolve(std::string_view text);

}  // namespace corsage::transport
