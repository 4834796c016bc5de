#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/probe.hpp"
#include "corsage/explain/fingerprint.hpp"
#include "corsage/trace/reason.hpp"

namespace corsage::audit {

/// How much a finding matters, the least first.
enum class Severity : std::uint8_t { info, low, medium, high };

std::string_view to_string(Severity severity);
std::optional<Severity> severity_from(std::string_view token);

enum class Category : std::uint8_t {
  security,  ///< lets in who should stay out
  breakage,  ///< keeps out who should get in, or will
};

std::string_view to_string(Category category);

/// What a page of the origin gets, by running its fetch() over the answers.
enum class Access : std::uint8_t {
  none,
  read,   ///< the answer's body and headers
  write,  ///< a request that may change something reaches the server
};

std::string_view to_string(Access access);

/// What is always so of a kind of finding; the table is findings.def.
struct FindingText {
  trace::Reason reason{};
  Category category{};
  Severity credentialed{};             ///< where the browser's credentials go with the request
  Severity plain{};                    ///< where they do not
  std::string_view cwe = {};           ///< numbers, with ", " between: "942, 346"; empty for breakage
  std::string_view precondition = {};  ///< what has to be so for it to be exploited, or to hurt
};

/// Every kind of finding, those of security first.
std::span<FindingText const> all_findings();

/// The row of the reason; null where it is no finding of an audit.
FindingText const* finding_text(trace::Reason reason);

/// Something found. Its id is the reason's token.
struct Finding {
  trace::Reason reason{};
  std::string variant = {};  ///< a token that tells kinds within the reason apart: "trailing-slash", "401"; or empty
  Severity severity{};
  bool is_credentialed = false;  ///< the answer is given to requests with credentials
  Access access = Access::none;
  std::string method = {};  ///< of the request that is carried out, where `access` is write
  explain::Confidence confidence = explain::Confidence::certain;
  std::vector<std::string> values = {};  ///< what was granted, or what is wrong: origins, header values, methods
  std::size_t probe = 0;                 ///< of the evidence: the exchange that shows it
  std::optional<std::size_t> control = std::nullopt;  ///< the exchange beside it that rules the harmless out
  Senders senders = {};
  /// By name: cookies of the resource that the browser sends with this page's request, and those that SameSite withholds.
  std::vector<std::string> cookies_sent = {};
  std::vector<std::string> cookies_withheld = {};
};

/// Whether what was found says already what a finding of the reason would say: then that was not looked for, or is not told
/// beside it, and that there is none tells nothing.
bool is_included(trace::Reason reason, std::span<Finding const> findings);

/// The variant of vary_origin_missing where caches may keep the answers without asking.
constexpr std::string_view variant_of_kept_answers = "cacheable";

/// The reason's token, with ".plain" where neither credentials are let through nor answers kept, and it would matter more if
/// they were: an id for tools that want a severity for each id.
std::string rule_id(Finding const& finding);

}  // namespace corsage::audit
