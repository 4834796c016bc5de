#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::audit {

inline constexpr int first_redirect_status = 300;
inline constexpr int first_error_status = 400;

/// The values of the header's lines, one each, as received.
std::vector<std::string_view> lines_of(http::HeaderList const& headers, std::string_view name);

/// The value of the header's only line; nothing where it has none, or several.
std::optional<std::string_view> only_line(http::HeaderList const& headers, std::string_view name);

/// Whether Access-Control-Allow-Credentials is one line, and exactly "true".
bool allows_credentials(http::HeaderList const& headers);

/// Whether any line is one of CORS.
bool speaks_of_cors(http::HeaderList const& headers);

/// Whether Access-Control-Allow-Origin is one line, and exactly this.
bool names(http::HeaderList const& headers, std::string_view origin);

/// The headers of the answer; none where there is no answer.
http::HeaderList const& headers_of(Asked const& asked);

/// The status of the answer; 0 where there is none.
int status_of(Asked const& asked);

/// Whether the answer names the probe's own origin, be it an error or not.
bool echoes(Asked const& asked);

/// Whether the answer lets the probe's origin in by name: echoed, and no error.
bool is_granted(Asked const& asked);

/// Whether it names the probe's own origin, and lets credentials through.
bool echoes_with_credentials(Asked const& asked);

/// Whether it lets the origin in at all: by name, or as one of everybody.
bool lets_in(Asked const& asked);

/// What was asked, to look into.
class Answers {
 public:
  explicit Answers(Evidence const& evidence) : evidence_(evidence) {}

  Asked const& operator[](std::size_t number) const { return evidence_[number]; }
  std::size_t size() const { return evidence_.size(); }
  Evidence const& evidence() const { return evidence_; }

  /// The numbers of all probes of the kind that satisfy the condition, in order.
  std::vector<std::size_t> all(ProbeKind kind, std::function<bool(Asked const&)> const& condition) const;

  /// The first of them.
  std::optional<std::size_t> first(ProbeKind kind, std::function<bool(Asked const&)> const& condition) const;
  std::optional<std::size_t> first(ProbeKind kind) const;
  std::optional<std::size_t> first(ProbeKind kind, std::string_view origin) const;

 private:
  Evidence const& evidence_;
};

/// Whether any answer speaks of CORS.
bool speaks_of_cors(Answers const& answers);

/// The first stranger that is let in by name, one that is with credentials before others. Nothing where none is.
std::optional<std::size_t> stranger_let_in(Answers const& answers);

/// Whom everything that strangers are refused is looked for with: a name; an answer that is no error, where every stranger
/// is named in errors and the trusted get answers; or, where every stranger is named and none gets credentials, those.
enum class Gate : std::uint8_t { name, answer, credentials, none };

/// Whether the body is another one where the user's credentials are sent, and the status is not.
bool has_other_body_with_credentials(Answers const& answers);

/// What still keeps strangers out.
Gate gate_of(Answers const& answers);

/// Whether the answer lets the probe's origin through the gate.
bool passes(Asked const& asked, Gate gate);

/// The number of the probe that shows best what a trusted origin gets: the first that is let in by name, otherwise the
/// first that is let in, otherwise the first. Nothing before it was asked.
std::optional<std::size_t> trusted_answer(Answers const& answers);

}  // namespace corsage::audit
