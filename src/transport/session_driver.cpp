#include "corsage/transport/session_driver.hpp"

#include <chrono>
#include <string_view>
#include <utility>

namespace corsage::transport {

fetch::Time now() {
  return std::chrono::duration<fetch::Time>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void deliver(fetch::Session& session, Reception reception) {
  if (auto* const answered = std::get_if<fetch::Answered>(&reception)) {
    session.deliver(std::move(*answered), now());
  } else {
    session.deliver_failure(std::move(std::get<fetch::Failed>(reception)), now());
  }
}

void drive(fetch::Session& session, CurlTransport& transport) {
  auto const& body = session.request().body;
  while (auto const* const request = session.next()) {
    deliver(session, transport.exchange(*request, body ? std::string_view(body->bytes) : std::string_view()));
  }
}

std::string_view body_failure(fetch::Session const& session) {
  auto const* const answered = session.journal().empty() ? nullptr : session.journal().back().answered();
  return answered == nullptr ? std::string_view() : answered->body_failure;
}

}  // namespace corsage::transport
