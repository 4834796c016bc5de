#include "proxy_choice.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

#include "corsage/base/bytes.hpp"

#include <arpa/inet.h>

namespace corsage::transport {
namespace {

/// The first of the variables that holds something.
std::string_view environment(std::initializer_list<char const*> names) {
  for (auto const* name : names) {
    auto const* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return value;
    }
  }
  return {};
}

/// An IP address's bytes, 4 or 16; nothing where it is none.
std::optional<std::vector<unsigned char>> bytes_of_address(std::string_view text) {
  auto const address = std::string(strip(text, "[]"));
  auto const family = address.find(':') == std::string::npos ? AF_INET : AF_INET6;
  std::vector<unsigned char> bytes(family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr));
  return inet_pton(family, address.c_str(), bytes.data()) == 1 ? std::optional(std::move(bytes)) : std::nullopt;
}

bool is_in_network(std::vector<unsigned char> const& address, std::string_view network) {
  auto const slash = network.find('/');
  auto const base = bytes_of_address(network.substr(0, slash));
  if (!base || base->size() != address.size()) {
    return false;
  }
  std::size_t bits = 8 * address.size();
  if (slash != std::string_view::npos) {
    auto const length = network.substr(slash + 1);
    auto const* const end = length.data() + length.size();
    if (std::from_chars(length.data(), end, bits).ptr != end || bits > 8 * address.size()) {
      return false;
    }
  }
  auto const is_bit_equal = [&](std::size_t bit) {
    return (((*base)[bit / 8] ^ address[bit / 8]) >> (7 - bit % 8) & 1) == 0;
  };
  return std::ranges::all_of(std::views::iota(std::size_t{0}, bits), is_bit_equal);
}

bool is_within_domain(std::string_view host, std::string_view domain) {
  if (domain.starts_with('.')) {
    domain.remove_prefix(1);
  }
  if (domain.ends_with('.')) {
    domain.remove_suffix(1);
  }
  if (domain.empty() || host.size() < domain.size()) {
    return false;
  }
  auto const before = host.size() - domain.size();
  return byte_case_insensitive_equal(host.substr(before), domain) && (before == 0 || host[before - 1] == '.');
}

}  // namespace

bool is_named_by_no_proxy(std::string_view host, std::string_view list) {
  if (list == "*") {
    return true;
  }
  auto const address = bytes_of_address(host);
  if (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  constexpr std::string_view separators = ", \t";
  while (!list.empty()) {
    auto const item = list.substr(0, list.find_first_of(separators));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    if (address ? is_in_network(*address, item) : is_within_domain(host, item)) {
      return true;
    }
  }
  return false;
}

std::string choose_proxy(url::Url const& url, std::string_view given) {
  if (is_named_by_no_proxy(url.host(), environment({"no_proxy", "NO_PROXY"}))) {
    return {};
  }
  if (!given.empty()) {
    return std::string(given);
  }
  // A server's program may find a request's header Proxy as HTTP_PROXY: that one is never read.
  return std::string(url.scheme() == "https" ? environment({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
                                             : environment({"http_proxy", "all_proxy", "ALL_PROXY"}));
}

}  // namespace corsage::transport
