#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/http/header_names.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

#include <pistache/http.h>

/// A policy in a server of Pistache (https://pistacheio.github.io/pistache/).
///
/// Pistache keeps one line of each header. Of a request's, that is the first. Of an answer's, several values are written
/// as one list, which says the same (https://www.rfc-editor.org/rfc/rfc9110#name-field-lines-and-combined-fi).
namespace corsage::adapters::pistache {

/// What a policy says to one request. Lives no longer than the policy.
class Decided {
 public:
  Decided(policy::Policy const& policy, Pistache::Http::Request const& request) {
    policy::FoundIncoming found(Pistache::Http::methodString(request.method()));
    for (std::size_t index = 0; index < read_names.size(); ++index) {
      if (auto const line = request.headers().tryGetRaw(std::string(read_names[index]))) {
        values_[index] = line->value();
        found.add(read_names[index], values_[index]);
      }
    }
    decision_ = policy::decide(policy, found.view());
  }

  Decided(Decided const&) = delete;
  Decided& operator=(Decided const&) = delete;

  policy::Decision const& decision() const { return decision_; }

 private:
  static constexpr std::array<std::string_view, 3> read_names = {
      http::header::origin, http::header::access_control_request_method, http::header::access_control_request_headers};

  std::array<std::string, read_names.size()> values_ = {};  // Pistache gives copies only.
  policy::Decision decision_ = {};
};

namespace detail {

inline std::vector<std::string> names_in(Pistache::Http::Header::Collection const& headers) {
  std::vector<std::string> names;
  for (auto const& header : headers.list()) {
    names.emplace_back(header->name());
  }
  return names;
}

/// A line of an answer. Pistache sends no lines that it knows no type for.
class Line : public Pistache::Http::Header::Header {
 public:
  Line(std::string name, std::string value) : name_(std::move(name)), value_(std::move(value)) {}

  char const* name() const override { return name_.c_str(); }
#ifdef SAFE_HEADER_CAST
  uint64_t hash() const override { return Pistache::Http::Header::detail::hash(name_.c_str()); }
#endif
  void write(std::ostream& stream) const override { stream << value_; }

 private:
  std::string name_;
  std::string value_;
};

/// The value of a line that will be sent.
inline std::optional<std::string> value_of(Pistache::Http::Header::Collection const& headers, std::string const& name) {
  auto const header = headers.tryGet(name);
  if (!header) {
    return std::nullopt;
  }
  std::ostringstream value;
  header->write(value);
  return value.str();
}

inline void set(Pistache::Http::Header::Collection& headers, std::string const& name, std::string value) {
  headers.remove(name);
  headers.add(std::make_shared<Line>(name, std::move(value)));
}

}  // namespace detail

/// Makes an answer's headers what the decision says; for every answer, whatever its status, as the last thing before it
/// is sent. Upstream's own CORS lines go, the policy's come, and Vary names Origin where it must
/// (https://www.rfc-editor.org/rfc/rfc9110#name-vary).
inline void apply(policy::Decision const& decision, Pistache::Http::Header::Collection& headers) {
  for (auto const& name : detail::names_in(headers)) {
    if (policy::is_decided(decision, name)) {
      headers.remove(name);
    }
  }
  for (auto const& line : decision.headers.view()) {
    std::string const name(line.name);
    auto const earlier = detail::value_of(headers, name);
    detail::set(headers, name, (earlier ? *earlier + ", " : std::string()).append(line.value));
  }
  if (decision.varies_by_origin) {
    auto const value = detail::value_of(headers, "Vary").value_or(std::string());
    std::array<std::string_view, 1> const vary = {value};
    detail::set(headers, "Vary", policy::varied_by_origin(vary));
  }
}

/// Sends the policy's own answer to a preflight; false, and nothing is sent, where the application answers.
inline bool answer(policy::Decision const& decision, Pistache::Http::ResponseWriter& response) {
  if (decision.answered_by == policy::AnsweredBy::upstream) {
    return false;
  }
  apply(decision, response.headers());
  response.send(static_cast<Pistache::Http::Code>(decision.status));
  return true;
}

}  // namespace corsage::adapters::pistache
