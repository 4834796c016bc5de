#include "asker.hpp"

#include <algorithm>
#include <optional>

#include "corsage/base/bytes.hpp"
#include "list_elements.hpp"

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

/// An address as proxies write it: with quotes, brackets or a port around it, or without.
std::string_view bare_address(std::string_view text) {
  text = strip(text, "\"");
  if (text.starts_with('[')) {
    return text.substr(1, std::min(text.find(']'), text.size()) - 1);
  }
  auto const colon = text.find(':');
  bool const has_port = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
  return has_port ? text.substr(0, colon) : text;
}

/// The value of a parameter in an element of Forwarded; empty where it has none.
std::string_view parameter(std::string_view element, std::string_view name) {
  while (!element.empty()) {
    auto const end = std::min(element.find(';'), element.size());
    auto const pair = strip(element.substr(0, end), " \t");
    auto const equals = std::min(pair.find('='), pair.size());
    if (byte_case_insensitive_equal(pair.substr(0, equals), name)) {
      return pair.substr(std::min(equals + 1, pair.size()));
    }
    element.remove_prefix(std::min(end + 1, element.size()));
  }
  return {};
}

std::string_view scheme_of(std::string_view text) {
  return byte_case_insensitive_equal(text, "https") ? "https" : "http";
}

/// Walks down a chain of addresses, each of which was written by the next.
class Chain {
 public:
  explicit Chain(std::vector<Network> const& trusted) : trusted_(trusted) {}

  /// True where who was met until now was no client, or only said so.
  bool add(std::string_view written) {
    auto const text = bare_address(written);
    auto const address = parse_address(text);
    bool const is_proxy = address && is_among(trusted_, *address);
    if (is_proxy && !last_.empty()) {
      return false;
    }
    last_ = text;
    return true;
  }

  std::string_view last() const { return last_; }

 private:
  std::vector<Network> const& trusted_;
  std::string_view last_;
};

void read_forwarded(Head const& request, Chain& chain, Asker& asker) {
  for (auto const& line : request.lines()) {
    if (line.known == field::forwarded) {
      for_each_element(line.value, [&](std::string_view element) {
        auto const address = parameter(element, "for");
        if (address.empty() || !chain.add(address)) {
          return;
        }
        if (auto const proto = strip(parameter(element, "proto"), "\""); !proto.empty()) {
          asker.scheme = scheme_of(proto);
        }
        if (auto const host = strip(parameter(element, "host"), "\""); !host.empty()) {
          asker.host = host;
        }
      });
    }
  }
}

}  // namespace

Asker who_asks(Head const& request, Client const& client, std::vector<Network> const& trusted) {
  auto const* const host = request.find(field::host);
  Asker asker{
      .address = client.address, .scheme = client.scheme, .host = host == nullptr ? std::string_view() : host->value};
  if (!client.is_trusted_proxy) {
    return asker;
  }
  Chain chain(trusted);
  bool has_list = false;
  for (auto const& line : request.lines()) {
    if (byte_case_insensitive_equal(line.name, "x-forwarded-for")) {
      has_list = true;
      for_each_element(line.value, [&chain](std::string_view element) { chain.add(element); });
    } else if (byte_case_insensitive_equal(line.name, "x-forwarded-proto")) {
      asker.scheme = scheme_of(strip(line.value.substr(0, line.value.find(',')), " \t"));
    } else if (byte_case_insensitive_equal(line.name, "x-forwarded-host")) {
      asker.host = strip(line.value.substr(0, line.value.find(',')), " \t");
    }
  }
  if (!has_list) {
    read_forwarded(request, chain, asker);
  }
  if (!chain.last().empty()) {
    asker.address = chain.last();
  }
  return asker;
}

}  // namespace corsage::gateway
