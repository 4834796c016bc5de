#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/gateway/configuration.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/decision.hpp"
#include "head.hpp"
#include "record.hpp"

namespace corsage::gateway {

/// A decision that was made, with all that led to it, in its own memory.
class KeptDecision {
 public:
  enum class Text : std::uint8_t {
    route,
    client,
    method,
    host,
    path,
    origin,
    requested_method,
    requested_headers,
    offending,
    own_code,
    headers,  ///< that the policy set: "name: value", each with a line feed
  };

  /// Takes the place of what was kept here, and its memory. `client` is an address.
  void keep(Record const& record, Head const& request, std::string_view client,
            std::chrono::system_clock::time_point time);

  std::chrono::system_clock::time_point time() const { return time_; }
  std::string_view text(Text which) const;
  policy::RequestClass request_class() const { return request_class_; }
  policy::AnsweredBy answered_by() const { return answered_by_; }
  CorsMode mode() const { return mode_; }
  trace::Reason reason() const { return reason_; }
  bool is_allowed() const { return is_allowed_; }
  int status() const { return status_; }
  bool has_candidate() const { return has_candidate_; }
  policy::Shift shift() const { return shift_; }
  trace::Reason candidate_reason() const { return candidate_reason_; }
  policy::ReplacedLines const& replaced() const { return replaced_; }

 private:
  static constexpr std::size_t text_count = static_cast<std::size_t>(Text::headers) + 1;

  void add(Text which, std::string_view text);

  std::chrono::system_clock::time_point time_ = {};
  std::string bytes_;
  std::array<std::uint32_t, text_count> ends_ = {};
  policy::ReplacedLines replaced_;
  int status_ = 0;
  policy::RequestClass request_class_ = policy::RequestClass::not_cors;
  policy::AnsweredBy answered_by_ = policy::AnsweredBy::upstream;
  CorsMode mode_ = CorsMode::off;
  trace::Reason reason_{};
  trace::Reason candidate_reason_{};
  policy::Shift shift_ = policy::Shift::none;
  bool is_allowed_ = false;
  bool has_candidate_ = false;
};

/// A worker's last decisions about requests that asked for CORS. Those that refused something are kept apart, so that
/// many that did not leave them there.
class DecisionRing {
 public:
  static constexpr std::size_t most_of_each = 128;

  void keep(Record const& record, Head const& request, std::string_view client,
            std::chrono::system_clock::time_point time);

  /// Those that are kept, in no order.
  std::vector<KeptDecision> all() const;

 private:
  struct Ring {
    std::vector<KeptDecision> decisions;
    std::size_t next = 0;

    KeptDecision& place();
  };

  Ring refused_;
  Ring others_;
};

}  // namespace corsage::gateway
