#include "corsage/transport/session_driver.hpp"

#include <chrono>
#include <string_view>
#include <utility>

namespace corsage::transport {

fetch::Time now() {
  return std::chrono::duration<fetch::Time>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void deliver(fetch::Session& session, std::variant<fetch::Answered, fetch::Failed> answer) {
  if (auto* const answered = std::get_if<fetch::Answered>(&answer)) {
    session.deliver(std::move(*answered), now());
  } else {
    session.deliver_failure(std::move(std::get<fetch::Failed>(answer)), now());
  }
}

std::optional<fetch::Failed> drive(fetch::Session& session, CurlTransport& transport) {
  std::optional<fetch::Failed> body_failure;
  auto const& body = session.request().body;
  while (auto const* const request = session.next()) {
    auto reception = transport.exchange(*request, body ? std::string_view(body->bytes) : std::string_view());
    body_failure = std::move(reception.body_failure);
    deliver(session, std::move(reception.answer));
  }
  return body_failure;
}

}  // namespace corsage::transport
