#include "departure_words.hpp"

#include <algorithm>
#include <vector>

#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// The names of the one list that are not in the other.
std::vector<std::string> beyond(std::vector<std::string> names, std::vector<std::string> const& known) {
  std::erase_if(names, [&](std::string const& name) { return std::ranges::find(known, name) != known.end(); });
  return names;
}

std::string told_of_header_list(Departed const& departed, Shorten const& shorten) {
  auto const& wanted = *departed.wanted;
  auto const read = beyond(wanted.request_headers, wanted.response_headers);
  auto const sent = beyond(wanted.response_headers, wanted.request_headers);
  std::string also = read.empty() ? "" : "read " + shorten(enumerated(read));
  also += read.empty() || sent.empty() ? "" : ", and ";
  also += sent.empty() ? "" : "send " + shorten(enumerated(sent));
  return fmt::format(
      "{} has one list for the headers that pages send and those that they read: with these lines they "
      "may also {}.",
      departed.platform->name, also);
}

}  // namespace

std::string told_of(Departed const& departed, Shorten const& shorten) {
  auto const name = departed.platform->name;
  switch (departed.departure) {
    case platforms::Departure::credentials:
      return fmt::format(
          "{} cannot name an origin and keep credentials from it: with these lines pages of {} may also "
          "ask with cookies. Nobody else gets in.",
          name, shorten(enumerated(departed.written->origins)));
    case platforms::Departure::one_header_list: return told_of_header_list(departed, shorten);
    case platforms::Departure::timing:
      return fmt::format(
          "{} has no Timing-Allow-Origin: with these lines pages are not told how long the answer took, "
          "as they are today.",
          name);
    case platforms::Departure::max_age:
      return fmt::format("{} cannot say that a preflight's answer is not to be kept: browsers keep it for 5 seconds.",
                         name);
  }
  return {};
}

}  // namespace corsage::report
