#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/origin_pattern.hpp"

namespace corsage::platforms {

/// Whether a platform can say patterns of origins.
enum class Patterns : std::uint8_t { written, refused };

/// What no configuration may say: every platform asks for this first. What is left are origins, patterns where they can be
/// written, and tokens of HTTP, which each platform quotes as its language wants it.
Diagnostics mistakes_of(policy::Config const& config, Patterns patterns = Patterns::refused);

/// Whether it means several origins: wildcards, or several ports.
bool is_pattern(policy::OriginPattern const& origin);

/// The policy's origins, in its order. What does not parse, which `mistakes_of` tells, means no origin and is left out.
std::vector<policy::OriginPattern> patterns_of(policy::Config const& config);

/// `patterns_of`, each in the one way to write it, which is the browsers' where it means one origin.
std::vector<std::string> origins_of(policy::Config const& config);

/// Whether one of several origins, or the only one, `is_pattern`; `*` alone is none.
bool has_patterns(policy::Config const& config);

/// What of a policy a mistake is about, in the words of policy files.
struct About {
  std::string_view key = {};  ///< "origins", "max_age", ...; empty: no single one
  std::string entry = {};     ///< of that key's list
};

/// A platform's own "I cannot say that": what, and what to do instead. Its subject is what it is about.
Diagnostic not_expressible(std::string what, std::string instead, About about = {});

/// What a policy's origins come to.
enum class OriginRule : std::uint8_t {
  everybody,  ///< `*` is sent to all
  reflected,  ///< everybody with credentials, who dangerously needs to be called by name
  one,        ///< one origin, which may be sent to all: others are refused by it
  listed,     ///< several, or patterns: the one that asks has to be found among them
};

OriginRule origin_rule(policy::Config const& config);

/// Whether the origin that an answer names depends on the one that asks.
bool names_who_asks(policy::Config const& config);

/// Whether the list is the one word `*`.
bool is_everything(std::vector<std::string> const& list);

/// The text with a backslash in front of each quotation mark and each backslash.
std::string escaped(std::string_view text, char quotation_mark);

/// The text in quotation marks, escaped so.
std::string quoted(std::string_view text, char quotation_mark);

/// The text with each of these bytes twice.
std::string with_doubled(std::string_view text, char doubled);

/// Each of the items in quotation marks, with ", " between.
std::string quoted_list(std::vector<std::string> const& items, char quotation_mark);

/// The lines that have to go, one a comment's line, with what the reader has to know of them around; empty where there
/// are none.
std::string comment_on_replaced(std::string_view mark, std::vector<std::string> const& replaced, std::string_view how);

/// That the three methods which the policy's list leaves out are allowed all the same; empty where it lists none.
std::string comment_on_methods(std::string_view mark, policy::Config const& config);

}  // namespace corsage::platforms
