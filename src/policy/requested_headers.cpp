#include "requested_headers.hpp"

#include <algorithm>
#include <bit>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::policy {
namespace {

using Verdict = RequestedHeaders::Verdict;

constexpr ByteSet name_ends = ByteSet().with(", \t");

/// So much of a name is read at least, to say which one is refused.
constexpr std::size_t shown_name = 32;

constexpr EightBytes marks_of_name_ends(EightBytes eight) {
  return marks_of_non_ascii(eight) | marks_of(eight, ',') | marks_of(eight, ' ') | marks_of(eight, '\t');
}

/// How many bytes stand before a comma or white space.
std::size_t length_of_name(std::string_view text) {
  constexpr auto width = sizeof(EightBytes);
  std::size_t length = 0;
  // Of hostile lists most elements are empty.
  if (text.empty() || name_ends.contains(text.front())) {
    return length;
  }
  for (; length + width <= text.size(); length += width) {
    auto const eight = eight_bytes(text.data() + length);
    auto const marks = marks_of_name_ends(eight);
    // Where all bytes are ASCII the first mark tells the place; the first byte is the lowest one of the word.
    if (marks != 0 && std::endian::native == std::endian::little && marks_of_non_ascii(eight) == 0) {
      return length + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
    }
    if (marks != 0) {
      break;
    }
  }
  return find_first_of(text, name_ends, length);
}

/// Reads lines of `Access-Control-Request-Headers` as one list, and stops as soon as the answer is known.
class Reader {
 public:
  explicit Reader(Policy::Contents const& policy)
      : set_(policy.request_headers),
        allows_any_(policy.request_headers_listed != Listed::names),
        names_left_(allows_any_ ? most_names : std::min(most_names, set_.size() + most_repeats)),
        longest_(allows_any_ ? longest_request_header : std::max(set_.longest(), shown_name)) {}

  RequestedHeaders read(std::string_view line) {
    if (line.empty()) {
      return {empty_left_-- == 0 ? Verdict::malformed : Verdict::allowed, {}};
    }
    if (line.size() > bytes_left_) {
      return {Verdict::malformed, {}};
    }
    bytes_left_ -= line.size();
    auto const names_before = names_left_;
    auto const found = read_names(line);
    bool const has_names = names_left_ != names_before;
    if (has_names && lines_left_-- == 0) {
      return {Verdict::malformed, {}};
    }
    return found;
  }

 private:
  RequestedHeaders read_names(std::string_view line) {
    for (std::size_t place = 0;; ++place) {
      if (!skip_white_space(line, place)) {
        return {Verdict::malformed, line.substr(0, longest_)};
      }
      auto const name = name_at(line, place);
      if (auto const found = check(name); found.verdict != Verdict::allowed) {
        return found;
      }
      place += name.size();
      if (!skip_white_space(line, place)) {
        return {Verdict::malformed, name};
      }
      if (place == line.size()) {
        return {};
      }
      if (line[place] != ',') {
        return {Verdict::refused, name};
      }
    }
  }

  /// False when there is more than a browser or a proxy would put there.
  static bool skip_white_space(std::string_view line, std::size_t& place) {
    auto const start = place;
    while (place < line.size() && is_http_tab_or_space(line[place])) {
      if (place - start == most_white_space) {
        return false;
      }
      ++place;
    }
    return true;
  }

  /// Up to the next comma or white space, but no more than tells that it is too long.
  std::string_view name_at(std::string_view line, std::size_t start) const {
    auto const rest = line.substr(start, longest_ + 1);
    return rest.substr(0, length_of_name(rest));
  }

  RequestedHeaders check(std::string_view name) {
    if (name.empty()) {
      return {empty_left_-- == 0 ? Verdict::malformed : Verdict::allowed, name};
    }
    // More names than there can be: too many of them stand there again.
    if (names_left_ == 0) {
      return {allows_any_ || set_.contains(name) ? Verdict::malformed : Verdict::refused, name};
    }
    --names_left_;
    bool const is_allowed = allows_any_ ? name.size() <= longest_ && http::is_header_name(name) : set_.contains(name);
    return {is_allowed ? Verdict::allowed : Verdict::refused, name};
  }

  NameSet const& set_;
  bool allows_any_;
  std::size_t names_left_;
  std::size_t bytes_left_ = most_bytes;
  std::size_t lines_left_ = most_lines;
  std::size_t longest_;
  std::size_t empty_left_ = most_empty_elements;
};

}  // namespace

RequestedHeaders check_requested_headers(Policy::Contents const& policy, std::span<std::string_view const> lines) {
  // `*` without credentials is the same answer whatever was asked for.
  if (policy.request_headers_listed == Listed::any) {
    return {};
  }
  Reader reader(policy);
  for (auto const line : lines) {
    if (auto const found = reader.read(line); found.verdict != Verdict::allowed) {
      return found;
    }
  }
  return {};
}

}  // namespace corsage::policy
