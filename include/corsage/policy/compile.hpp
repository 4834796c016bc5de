#pragma once

#include <cstdint>
#include <optional>

#include "corsage/base/result.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"
#include "corsage/policy/policy.hpp"
#include "corsage/trace/reason.hpp"

namespace corsage::policy {

/// The policy that somebody wrote, or every mistake in it, in the order of Config's members and of their entries. Each
/// mistake carries the offending text and, where `places` knows it, its place.
///
/// What is refused: what the Fetch standard makes void or forbids (a method no page can send, `*` exposed with
/// credentials), what can never match (`https://a.test/`), and what gives strangers a user's data unless Config names it
/// by its dangerous key.
Result<Policy> compile(Config const& config, ConfigPlaces const& places = {});

/// How many seconds the browser that keeps a preflight longest keeps it at most: the highest of the caps of `advise`.
inline constexpr std::uint64_t longest_kept_preflight = 86400;

/// What is worth a look in a Config, whether it compiles or not: repeated and redundant entries, entries that need no
/// leave, names taken as their punycode, a max_age that browsers cap. Warnings and notes, in the order of Config's members.
Diagnostics advise(Config const& config, ConfigPlaces const& places = {});

/// The page of a mistake or of a piece of advice: the reason of the same name. Its severity tells mistakes (block) from
/// warnings and notes. Nothing for codes of other inputs.
std::optional<trace::Reason> reason_of(DiagnosticCode code);

}  // namespace corsage::policy
