#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "corsage/url/url.hpp"

namespace corsage::url {

/// The host parser's isOpaque: a special URL has a domain or an address, any other an opaque host.
enum class HostSyntax : std::uint8_t { domain, opaque };

/// https://url.spec.whatwg.org/#concept-host-parser , the host serialised and appended to `output`. On failure what was
/// appended is of no use. An empty `input` is an empty host, and needs HostSyntax::opaque.
std::expected<HostKind, UrlFailure> append_parsed_host(std::string_view input, HostSyntax syntax, std::string& output);

}  // namespace corsage::url
