#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "corsage/audit/finding.hpp"
#include "corsage/audit/notice.hpp"
#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"
#include "corsage/explain/fingerprint.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/policy/config.hpp"

namespace corsage::audit {

/// What is known of a resource in the end.
struct Verdict {
  std::vector<Finding> findings;  ///< the worst first
  std::vector<explain::Fingerprint> fingerprints = {};
  bool speaks_of_cors = false;        ///< some answer does
  std::string_view platform = "any";  ///< whose configuration mends it
  /// The policy that lets in the origins that ought to be let in, with what they are let do now, and nobody else; or the
  /// target's own. Nothing
  /// where nothing is wrong, or no policy can say it.
  std::optional<policy::Config> fix = std::nullopt;
  std::vector<Notice> notices = {};  ///< what has to be known besides, as that it answered nothing but errors
  /// Probes that nobody answered, by their numbers.
  std::vector<std::size_t> unanswered = {};
  bool is_audited = true;  ///< false where what the rest is compared with was not answered: nothing can be said
};

/// The audit of one resource as a conversation, without I/O:
///
///     Audit audit(target);
///     for (auto numbers = audit.next(); !numbers.empty(); numbers = audit.next()) {
///       for (auto const number : numbers) { audit.deliver(number, send(audit.evidence()[number].probe.request)); }
///     }
///     audit.verdict();
///
/// What is asked next depends on the answers: no bypass is tried where everybody is let in.
class Audit {
 public:
  explicit Audit(Target target);

  Target const& target() const { return target_; }

  /// The numbers of the probes to send now, in any order and as many at once as one likes; each is given once. None while
  /// an answer is awaited, and none at the end.
  std::vector<std::size_t> next();

  /// What came of a probe that `next` gave, once.
  void deliver(std::size_t number, std::variant<fetch::Answered, fetch::Failed> answer);

  /// Nothing is to be sent any more.
  bool is_finished() const { return is_finished_; }

  /// What was asked so far. An answer that has not come is a failure without detail.
  Evidence const& evidence() const { return evidence_; }

  /// The judgement. To be called at the end; before it, what is known so far.
  Verdict verdict() const;

 private:
  Target target_;
  Evidence evidence_;
  std::size_t awaited_ = 0;
  bool is_finished_ = false;
};

}  // namespace corsage::audit
