#include <array>
#include <charconv>
#include <cstdint>

#include "percent_encoding.hpp"
#include "special_scheme.hpp"
#include "url_parser.hpp"

namespace corsage::url {

/// https://url.spec.whatwg.org/#authority-state
UrlParser::State UrlParser::authority_state() {
  start_authority();
  // 2. The authority goes to the next slash, query or fragment.
  auto const end = find_first_of(input_, delimiters(), pointer_);
  auto const authority = input_.substr(pointer_, end - pointer_);
  // 1. All before its last '@' is user and password.
  auto const at_sign = authority.rfind('@');
  if (at_sign != std::string_view::npos) {
    // 2.1. A user, but of no host.
    if (at_sign + 1 == authority.size()) {
      return fail(UrlFailure::host_missing);
    }
    append_userinfo(authority.substr(0, at_sign));
    pointer_ += at_sign + 1;
  }
  return State::host;
}

/// https://url.spec.whatwg.org/#host-state
UrlParser::State UrlParser::host_state() {
  static constexpr ByteSet special_host_ends = special_delimiters.with(":[]");
  static constexpr ByteSet ordinary_host_ends = ordinary_delimiters.with(":[]");
  auto const& ends = is_special_ ? special_host_ends : ordinary_host_ends;
  // 4. Brackets shield the colons of an IPv6 address.
  auto const start = pointer_;
  bool inside_brackets = false;
  pointer_ = find_first_of(input_, ends, pointer_);
  while (at('[') || at(']') || (at(':') && inside_brackets)) {
    inside_brackets = at(':') || at('[');
    pointer_ = find_first_of(input_, ends, pointer_ + 1);
  }
  auto const host = input_.substr(start, pointer_ - start);
  bool const has_port = at(':');
  // 2.1. and 3.1. Only a URL that is neither special nor has a port can do without a host.
  if (host.empty() && (has_port || is_special_)) {
    return fail(UrlFailure::host_missing);
  }
  // 2.3. and 3.3. The host parser.
  if (!append_host(host)) {
    return State::failed;
  }
  if (!has_port) {
    return State::path_start;
  }
  ++pointer_;
  return State::port;
}

/// https://url.spec.whatwg.org/#port-state
UrlParser::State UrlParser::port_state() {
  // 1. The digits; leading zeros are only digits.
  std::uint32_t port = 0;
  auto const start = pointer_;
  for (; !at_end() && ascii_digits.contains(input_[pointer_]); ++pointer_) {
    port = port * 10 + static_cast<std::uint32_t>(input_[pointer_] - '0');
    // 2.1.2. More than sixteen bits.
    if (port > 0xFFFF) {
      return fail(UrlFailure::port_invalid);
    }
  }
  // 3. Something else in between.
  if (!at_end() && !delimiters().contains(input_[pointer_])) {
    return fail(UrlFailure::port_invalid);
  }
  // 2.1.3. The scheme's own port is null, as no digits are.
  auto const* const special = find_special_scheme(url_.scheme());
  bool const is_default = special != nullptr && special->default_port == port;
  if (pointer_ > start && !is_default) {
    url_.port_ = static_cast<std::uint16_t>(port);
    std::array<char, 5> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), port).ptr;
    url_.href_.push_back(':');
    url_.href_.append(digits.data(), end);
    url_.path_start_ = end_offset();
  }
  return State::path_start;
}

void UrlParser::start_authority() {
  url_.href_.append("//");
  url_.username_start_ = url_.username_end_ = url_.credentials_end_ = url_.host_start_ = end_offset();
}

void UrlParser::append_userinfo(std::string_view userinfo) {
  // 1.4.1. The first colon divides the two.
  auto const colon = userinfo.find(':');
  auto const username = userinfo.substr(0, colon);
  auto const password = colon == std::string_view::npos ? std::string_view() : userinfo.substr(colon + 1);
  if (username.empty() && password.empty()) {
    return;
  }
  // 1.4.2. Both are percent-encoded, other '@'s among them.
  append_percent_encoded(username, userinfo_percent_encode_set, url_.href_);
  url_.username_end_ = end_offset();
  if (!password.empty()) {
    url_.href_.push_back(':');
    append_percent_encoded(password, userinfo_percent_encode_set, url_.href_);
  }
  url_.credentials_end_ = end_offset();
  url_.href_.push_back('@');
  url_.host_start_ = end_offset();
}

bool UrlParser::append_host(std::string_view host) {
  auto const kind = append_parsed_host(host, is_special_ ? HostSyntax::domain : HostSyntax::opaque, url_.href_);
  if (!kind) {
    failure_ = kind.error();
    return false;
  }
  end_host(*kind);
  return true;
}

void UrlParser::end_host(HostKind kind) {
  url_.host_kind_ = kind;
  url_.host_end_ = url_.path_start_ = end_offset();
}

}  // namespace corsage::url
