#include "listed_urls.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/url/url_argument.hpp"
#include "input_line.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace corsage::cli {
namespace {

/// When there are more, those before them are forgotten at the next time.
constexpr std::size_t most_known = std::size_t{512} * 1024;

constexpr std::string_view white_space = " \t\r";

/// A regular file's bytes; nothing for what may never end.
std::optional<std::uint64_t> size_of(int descriptor) {
  struct stat status{};
  bool const is_regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  return is_regular ? std::optional(static_cast<std::uint64_t>(status.st_size)) : std::nullopt;
}

bool is_directory(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
}

/// A '#' behind a blank, or before anything else, begins a comment; any other is of a URL.
std::string_view without_comment(std::string_view line) {
  for (auto sign = line.find('#'); sign != std::string_view::npos; sign = line.find('#', sign + 1)) {
    if (sign == 0 || white_space.find(line[sign - 1]) != std::string_view::npos) {
      return line.substr(0, sign);
    }
  }
  return line;
}

/// Where a second URL begins on a line that has one; the line's length where there is none. A comma divides URLs where blanks
/// follow it, or a scheme, but in a query: that may hold URLs.
std::size_t second_begins(std::string_view text) {
  if (auto const blank = text.find_first_of(white_space); blank != std::string_view::npos) {
    return text.find_first_not_of(white_space, blank);
  }
  auto const path = text.substr(0, text.find_first_of("?#"));
  for (std::string_view const begins : {",http://", ",https://"}) {
    if (auto const comma = path.find(begins); comma != std::string_view::npos) {
      return comma + 1;
    }
  }
  return text.size();
}

Result<url::Url> auditable(std::string_view text) {
  auto url = url::parse_url_argument(text);
  if (url && url->scheme() != "http" && url->scheme() != "https") {
    return failure({.code = DiagnosticCode::url_invalid,
                    .value = std::string(text),
                    .expected = "only what is asked for over http or https can be audited",
                    .range = {.column = 1, .length = text.find(':')}});
  }
  return url;
}

}  // namespace

Result<void> ListedUrls::add_url(std::string const& text) {
  auto url = auditable(text);
  if (!url) {
    for (auto& mistake : url.error()) {
      mistake.range.source = "URL";
    }
    return std::unexpected(std::move(url).error());
  }
  given_.push_back({.url = *std::move(url)});
  return {};
}

Result<void> ListedUrls::add_list(std::string const& file) {
  auto opened = InputFile::open(file);
  if (!opened) {
    return std::unexpected(std::move(opened).error());
  }
  int const descriptor = opened->descriptor();
  if (is_directory(descriptor)) {
    return failure(InputFile::unreadable(opened->name(), EISDIR));
  }
  auto const size = size_of(descriptor);
  lists_.push_back({.file = *std::move(opened), .size = size, .blocks = LineBlocks(descriptor, LineWaiting::never)});
  return {};
}

std::optional<ListedUrl> ListedUrls::next() {
  if (auto given = next_given()) {
    return given;
  }
  do {
    if (auto found = next_of_block()) {
      return found;
    }
  } while (read_block());
  return std::nullopt;
}

std::optional<ListedUrl> ListedUrls::next_given() {
  while (!given_.empty()) {
    auto given = std::move(given_.front());
    given_.pop_front();
    if (is_new(given.url)) {
      return given;
    }
  }
  return std::nullopt;
}

/// Reads more lines. False where there are none now, or none any more.
bool ListedUrls::read_block() {
  while (!lists_.empty()) {
    auto& list = lists_.front();
    bool const is_leaving = is_leaving_ && !list.size;
    if (!list.is_left && list.blocks.next(block_)) {
      list.is_left = is_leaving;
      source_ = list.file.name();
      line_ = block_.first_line;
      block_place_ = 0;
      return true;
    }
    if (!list.blocks.is_ended() && !is_leaving) {
      return false;
    }
    end_list();
  }
  return false;
}

void ListedUrls::end_list() {
  auto const& list = lists_.front();
  if (list.blocks.failure() != 0) {
    complain({InputFile::unreadable(list.file.name(), list.blocks.failure())});
  } else if (!list.blocks.is_ended()) {
    left_lists_.push_back(list.file.name());
  }
  bytes_read_ = 0;
  lists_.pop_front();
}

std::optional<ListedUrl> ListedUrls::next_of_block() {
  auto const lines = block_.lines();
  while (block_place_ < lines.size()) {
    auto const end = std::min(lines.find('\n', block_place_), lines.size());
    auto const line = lines.substr(block_place_, end - block_place_);
    bytes_read_ += line.size() + 1;
    bytes_taken_ += line.size() + 1;
    block_place_ = end + 1;
    if (block_.is_cut) {
      complain({{.code = DiagnosticCode::url_invalid,
                 .value = "",
                 .expected = fmt::format("the line has more than {} bytes", LineBlocks::longest_line),
                 .range = {.source = source_, .line = line_, .column = 1}}});
    } else if (auto found = read_line(line, line_++)) {
      return found;
    }
  }
  return std::nullopt;
}

std::optional<ListedUrl> ListedUrls::read_line(std::string_view line, std::size_t number) {
  auto const text = strip(without_comment(without_byte_order_mark(line)), white_space);
  if (text.empty()) {
    return std::nullopt;
  }
  auto const before = static_cast<std::size_t>(text.data() - line.data());
  SourceRange const whole{.source = source_,
                          .line = number,
                          .column = before + 1,
                          .length = text.size(),
                          .text = std::string(line.substr(0, before + text.size()))};
  if (auto const second = second_begins(text); second < text.size()) {
    auto place = whole;
    place.column += second;
    place.length -= second;
    complain({{.code = DiagnosticCode::url_invalid,
               .value = std::string(text),
               .expected = "a line has one URL: begin a new line here, or write %20 for a blank",
               .range = std::move(place)}});
    return std::nullopt;
  }
  auto url = auditable(text);
  if (url) {
    return is_new(*url) ? std::optional(ListedUrl{.url = *std::move(url), .place = whole}) : std::nullopt;
  }
  for (auto& mistake : url.error()) {
    auto const within = mistake.range;
    mistake.range = whole;
    if (within.column != 0) {
      mistake.range.column += within.column - 1;
      mistake.range.length = within.length;
    }
  }
  complain(url.error());
  return std::nullopt;
}

/// The fragment is not sent, so it makes no other resource.
bool ListedUrls::is_new(url::Url const& url) {
  std::uint64_t const hash = std::hash<std::string_view>()(url.href_without_fragment());
  if (known_before_.contains(hash) || !known_.insert(hash).second) {
    return false;
  }
  if (known_.size() == most_known) {
    known_before_ = std::exchange(known_, {});
  }
  ++taken_;
  return true;
}

void ListedUrls::complain(Diagnostics const& mistakes) {
  has_mistakes_ = true;
  complaint_(mistakes);
}

std::optional<std::size_t> ListedUrls::left() const {
  std::uint64_t bytes = 0;
  for (auto const& list : lists_) {
    if (!list.size && !is_leaving_) {
      return std::nullopt;
    }
    bytes += list.size.value_or(0);
  }
  constexpr std::uint64_t ordinary_line = 40;
  auto const bytes_left = bytes - std::min(bytes, bytes_read_);
  auto const per_line =
      taken_ == 0 || bytes_taken_ == 0 ? ordinary_line : std::max<std::uint64_t>(bytes_taken_ / taken_, 1);
  return given_.size() + static_cast<std::size_t>(bytes_left / per_line);
}

}  // namespace corsage::cli
