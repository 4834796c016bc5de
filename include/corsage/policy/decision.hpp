#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "corsage/http/header_list.hpp"
#include "corsage/trace/reason.hpp"

namespace corsage::policy {

/// What a request is to CORS.
enum class RequestClass : std::uint8_t {
  not_cors,   ///< it has no Origin
  preflight,  ///< OPTIONS with Origin and Access-Control-Request-Method
  actual,     ///< any other with Origin; from the page's own origin too, where a browser sends one with, say, a PUT
};

/// "not-cors", "preflight", "actual"
std::string_view to_string(RequestClass request_class);

/// Who gives the answer to which the policy's header lines belong.
enum class AnsweredBy : std::uint8_t { policy, upstream };

/// "policy", "upstream"
std::string_view to_string(AnsweredBy answered_by);

/// The header lines that a policy sets: room for them all, and none of it on the heap.
class HeaderLines {
 public:
  using Line = http::HeaderList::Line;
  static constexpr std::size_t most = 38;

  HeaderLines() : count_(0) {}

  void push_back(std::string_view name, std::string_view value) { lines_[count_++] = {name, value}; }

  std::span<Line const> view() const { return {lines_.data(), count_}; }

 private:
  // Lines beyond the count are never looked at, so they are not made either.
  union {
    std::array<Line, most> lines_;
  };
  std::size_t count_;
};

/// What a policy says to one request. Its views point into the policy, the request and the program's own constants.
struct Decision {
  RequestClass request_class = RequestClass::not_cors;
  bool is_allowed = true;  ///< whether a browser lets the page go on; true where it is not CORS
  AnsweredBy answered_by = AnsweredBy::upstream;
  trace::Reason reason = trace::Reason::policy_not_cors;
  std::string_view offending = {};  ///< the origin, method or header name that is refused
  int status = 0;                   ///< of the policy's own answer; 0 where upstream answers

  bool varies_by_origin = false;  ///< the answer would be another for another Origin: `Vary: Origin`
  bool decides_timing = false;    ///< upstream's Timing-Allow-Origin goes too

  /// To be set; `Vary` is not among them.
  HeaderLines headers = {};
};

/// What Decision::offending is: "origin", "method" or "header"; nothing where the reason refuses nothing.
std::string_view offending_type(trace::Reason reason);

/// Whether a client gets the same answer by both.
bool is_same_answer(Decision const& left, Decision const& right);

}  // namespace corsage::policy
