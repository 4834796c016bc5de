#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/adapters/replace_lines.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"

#include <pistache/http.h>

/// A policy in a server of Pistache (https://pistacheio.github.io/pistache/): a `Protected` handler, or `decide` on a
/// request, `answer` a preflight, and `apply` the decision to every other answer, errors included.
///
/// Of an answer's lines of one name Pistache keeps one: several values are written as one list, which says the same
/// (https://www.rfc-editor.org/rfc/rfc9110#section-5.3). What no handler sees gets no headers: requests that Pistache's own
/// parser refuses (400, 413), and answers that Pistache::Rest::Router gives by itself (405; 404 unless a handler of
/// yours is its `addNotFoundHandler`). A page sees those as network errors.
namespace corsage::adapters::pistache {

namespace detail {

/// A line of a request that decisions read. Pistache keeps the first line of a name only, and one header of each type by
/// the name that it gives itself: these give themselves a name each, in their order.
class RequestLine : public Pistache::Http::Header::Header {
 public:
  RequestLine() : number_(next_number()), name_("line " + std::to_string(number_)) {}

  char const* name() const override { return name_.c_str(); }
#ifdef SAFE_HEADER_CAST
  uint64_t hash() const override { return Pistache::Http::Header::detail::hash(name_.c_str()); }
#endif
  void parse(std::string const& value) override { value_ = value; }
  void write(std::ostream& stream) const override { stream << value_; }

  std::uint64_t number() const { return number_; }
  std::string const& value() const { return value_; }
  virtual std::string_view header_name() const = 0;

 private:
  static std::uint64_t next_number() {
    static std::atomic<std::uint64_t> next = 0;
    return next++;
  }

  std::uint64_t number_;
  std::string name_;
  std::string value_;
};

/// Pistache's registry of types takes one for each name.
struct OriginLine : RequestLine {
  static constexpr char const* Name = "Origin";
  static constexpr std::uint64_t Hash = Pistache::Http::Header::detail::hash(Name);
  std::string_view header_name() const override { return http::header::origin; }
};
struct RequestedMethodLine : RequestLine {
  static constexpr char const* Name = "Access-Control-Request-Method";
  static constexpr std::uint64_t Hash = Pistache::Http::Header::detail::hash(Name);
  std::string_view header_name() const override { return http::header::access_control_request_method; }
};
struct RequestedHeadersLine : RequestLine {
  static constexpr char const* Name = "Access-Control-Request-Headers";
  static constexpr std::uint64_t Hash = Pistache::Http::Header::detail::hash(Name);
  std::string_view header_name() const override { return http::header::access_control_request_headers; }
};

/// Has every line of these names kept. Before main: Pistache's registry must not change while a server runs.
inline bool keep_every_line() {
  auto& registry = Pistache::Http::Header::Registry::instance();
  registry.registerHeader<OriginLine>();
  registry.registerHeader<RequestedMethodLine>();
  registry.registerHeader<RequestedHeadersLine>();
  return true;
}
inline bool const every_line_is_kept = keep_every_line();

inline std::vector<std::shared_ptr<RequestLine>> request_lines(Pistache::Http::Request const& request) {
  std::vector<std::shared_ptr<RequestLine>> lines;
  for (auto const& header : request.headers().list()) {
    if (auto line = std::dynamic_pointer_cast<RequestLine>(header)) {
      lines.push_back(std::move(line));
    }
  }
  std::ranges::sort(lines, {}, &RequestLine::number);
  return lines;
}

/// A line of an answer. Pistache sends no lines that it knows no type for.
class Line : public Pistache::Http::Header::Header {
 public:
  Line(std::string_view name, std::string value) : name_(name), value_(std::move(value)) {}

  char const* name() const override { return name_.c_str(); }
#ifdef SAFE_HEADER_CAST
  uint64_t hash() const override { return Pistache::Http::Header::detail::hash(name_.c_str()); }
#endif
  void write(std::ostream& stream) const override { stream << value_; }

 private:
  std::string name_;
  std::string value_;
};

inline std::string value_of(Pistache::Http::Header::Header const& header) {
  std::ostringstream value;
  header.write(value);
  return value.str();
}

struct Lines {
  Pistache::Http::Header::Collection& headers;

  template <typename Take>
  void for_each(Take take) const {
    for (auto const& header : headers.list()) {
      take(std::string_view(header->name()), std::string_view(value_of(*header)));
    }
  }
  void remove(std::string_view name) { headers.remove(std::string(name)); }
  void add(std::string_view name, std::string_view value) {
    auto const earlier = headers.tryGet(std::string(name));
    auto joined = (earlier ? value_of(*earlier) + ", " : std::string()).append(value);
    remove(name);
    headers.add(std::make_shared<Line>(name, std::move(joined)));
  }
};

}  // namespace detail

/// What a policy says to one request, with the request's lines, of which Pistache gives copies only. Is a
/// `policy::Decision`; lives no longer than the policy.
class Decided {
 public:
  /// Decides; see `decide`.
  Decided(policy::Policy const& policy, Pistache::Http::Request const& request)
      : lines_(detail::request_lines(request)) {
    policy::FoundIncoming found(Pistache::Http::methodString(request.method()));
    for (auto const& line : lines_) {
      found.add(line->header_name(), line->value());
    }
    decision_ = policy::decide(policy, found.view());
  }

  /// The decision itself; it lives as long as this object.
  policy::Decision const& decision() const { return decision_; }
  /// The same, where a `policy::Decision` is wanted.
  operator policy::Decision const&() const { return decision_; }

 private:
  std::vector<std::shared_ptr<detail::RequestLine>> lines_;
  policy::Decision decision_ = {};
};

/// What the policy says to the request (https://fetch.spec.whatwg.org/#http-cors-protocol). Any number of threads may ask
/// one policy at once.
inline Decided decide(policy::Policy const& policy, Pistache::Http::Request const& request) {
  return {policy, request};
}

/// Makes an answer's headers what the decision says; for every answer, whatever its status, as the last thing before it
/// is sent. Upstream's own CORS lines go, the policy's come, and Vary names Origin where it must
/// (https://www.rfc-editor.org/rfc/rfc9110#name-vary). Gives the lines that went: where one `differs`, the application
/// contradicts its policy. Doing it twice changes nothing more.
inline policy::ReplacedLines apply(policy::Decision const& decision, Pistache::Http::Header::Collection& headers) {
  return replace_lines(decision, detail::Lines{headers});
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

/// A handler with a policy in front of it: preflights never reach the application, and where it throws, the page gets its
/// error with the policy's headers. The application calls `apply` before each answer that it sends: Pistache lets nobody
/// else.
class Protected : public Pistache::Http::Handler {
 public:
  /// Keeps both. `application` must not have sent anything when it throws.
  Protected(policy::Policy policy, std::shared_ptr<Pistache::Http::Handler> application)
      : policy_(std::move(policy)), application_(std::move(application)) {}

  /// Pistache's: a handler for each of its threads.
  std::shared_ptr<Pistache::Tcp::Handler> clone() const override {
    return std::make_shared<Protected>(policy_,
                                       std::static_pointer_cast<Pistache::Http::Handler>(application_->clone()));
  }

  /// Pistache's: answers a preflight, or has the application answer.
  void onRequest(Pistache::Http::Request const& request, Pistache::Http::ResponseWriter response) override {
    auto const decided = decide(policy_, request);
    if (answer(decided, response)) {
      return;
    }
    auto unsent = response.clone();
    try {
      application_->onRequest(request, std::move(response));
    } catch (Pistache::Http::HttpError const& error) {
      send_error(decided, unsent, static_cast<Pistache::Http::Code>(error.code()));
    } catch (...) {
      send_error(decided, unsent, Pistache::Http::Code::Internal_Server_Error);
    }
  }

  /// Pistache's: as the application has it.
  void onTimeout(Pistache::Http::Request const& request, Pistache::Http::ResponseWriter response) override {
    application_->onTimeout(request, std::move(response));
  }

 private:
  static void send_error(policy::Decision const& decision, Pistache::Http::ResponseWriter& response,
                         Pistache::Http::Code code) {
    apply(decision, response.headers());
    response.send(code);
  }

  policy::Policy policy_;
  std::shared_ptr<Pistache::Http::Handler> application_;
};

}  // namespace corsage::adapters::pistache
