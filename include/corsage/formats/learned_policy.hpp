#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace corsage::formats {

/// What pages were seen to ask for and to get: what a policy would have to allow, and how often each was seen.
struct LearnedPolicy {
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  /// Names beyond so many are not kept: somebody makes them up.
  static constexpr std::size_t most_names = 10'000;

  std::uint64_t requests = 0;    ///< whose answers pages could read
  std::uint64_t preflights = 0;  ///< that allowed what they were asked for
  Counts origins = {};
  Counts methods = {};
  Counts request_headers = {};     ///< lower case, as preflights ask
  Counts response_headers = {};    ///< lower case: exposed, and in the answer
  std::uint64_t with_cookies = 0;  ///< requests with cookies that were allowed to have them
  std::uint64_t offered = 0;       ///< requests without cookies that would have been allowed to have them
  std::uint64_t exposing_all = 0;  ///< answers that exposed all their headers with `*`
  std::uint64_t timing = 0;        ///< answers whose timing was open to the page
  std::map<std::uint64_t, std::uint64_t> max_ages = {};  ///< seconds, and how many preflights were answered with them

  bool empty() const { return requests == 0 && preflights == 0; }
  LearnedPolicy& operator+=(LearnedPolicy const& other);
};

/// Counts a name, unless there are too many.
void count_name(LearnedPolicy::Counts& counts, std::string_view name, std::uint64_t times = 1);

/// The least policy that would have allowed all of it, as a policy file whose comments say how often each was seen. What
/// no policy can say stands in a comment. Nothing was learnt: only comments.
std::string write_learned_policy(LearnedPolicy const& learned);

}  // namespace corsage::formats
