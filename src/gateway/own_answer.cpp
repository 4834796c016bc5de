#include "own_answer.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

namespace corsage::gateway {
namespace {

using namespace std::string_view_literals;

void append_decision(policy::Decision const& decision, std::string& out) {
  for (auto const& line : decision.headers.view()) {
    out.append(line.name).append(": "sv).append(line.value).append("\r\n"sv);
  }
  if (decision.varies_by_origin) {
    out.append("Vary: Origin\r\n"sv);
  }
}

std::string_view phrase_of(int status) {
  auto const phrase = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {phrase.data(), phrase.size()};
}

}  // namespace

void append_own_answer(OwnAnswer const& answer, policy::Decision const* decision, bool keeps_alive, bool is_head,
                       std::string& out) {
  auto const phrase = phrase_of(answer.status);
  auto const cause = answer.cause.empty() ? std::string() : fmt::format(" ({})", answer.cause);
  auto const body = fmt::format(R"({{"title":"{}","status":{},"code":"{}","detail":"{}{}"}})"
                                "\n",
                                phrase, answer.status, answer.code, answer.detail, cause);
  fmt::format_to(std::back_inserter(out),
                 "HTTP/1.1 {} {}\r\nContent-Type: application/problem+json\r\nContent-Length: {}\r\n"
                 "Cache-Control: no-store\r\n",
                 answer.status, phrase, body.size());
  out.append(answer.lines);
  if (decision != nullptr) {
    append_decision(*decision, out);
  }
  out.append(keeps_alive ? "\r\n"sv : "Connection: close\r\n\r\n"sv);
  if (!is_head) {
    out.append(body);
  }
}

void append_preflight_answer(policy::Decision const& decision, bool keeps_alive, std::string& out) {
  if (decision.status == 204) {
    out.append("HTTP/1.1 204 No Content\r\n"sv);
  } else {
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nContent-Length: 0\r\n", decision.status,
                   phrase_of(decision.status));
  }
  append_decision(decision, out);
  out.append(keeps_alive ? "\r\n"sv : "Connection: close\r\n\r\n"sv);
}

}  // namespace corsage::gateway
