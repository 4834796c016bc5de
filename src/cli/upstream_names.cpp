#include "upstream_names.hpp"

#include <set>
#include <string>

#include "complain.hpp"

#include <fmt/format.h>
#include <netdb.h>

namespace corsage::cli {
namespace {

std::set<std::string> names_in(gateway::Configuration const& configuration) {
  std::set<std::string> names;
  for (auto const& route : configuration.routes) {
    for (auto const& upstream : route.upstreams) {
      names.insert(upstream.host);
    }
  }
  return names;
}

}  // namespace

bool has_known_upstreams(gateway::Configuration const& configuration) {
  bool is_known = true;
  for (auto const& name : names_in(configuration)) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    auto const failure = ::getaddrinfo(name.c_str(), nullptr, &hints, &found);
    if (failure == 0) {
      ::freeaddrinfo(found);
      continue;
    }
    complain(fmt::format("the server behind, '{}', has no address: {}", name, ::gai_strerror(failure)));
    is_known = is_known && failure == EAI_AGAIN;
  }
  return is_known;
}

}  // namespace corsage::cli
