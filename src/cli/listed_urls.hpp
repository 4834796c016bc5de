#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/base/source_range.hpp"
#include "corsage/url/url.hpp"
#include "input_file.hpp"
#include "line_blocks.hpp"

namespace corsage::cli {

/// A resource to audit, and where a list names it.
struct ListedUrl {
  url::Url url;
  SourceRange place = {};  ///< without a source: on the command line
};

/// The resources that the command line and lists name, each once. A list has one URL a line; what stands behind a '#'
/// that begins the line or follows a blank says nothing, nor do blank lines. Lists are read as far as they are asked
/// for, so that they can be of any length, or without end; which URLs there were is remembered by 64-bit hashes, of the
/// last half a million at least.
class ListedUrls {
 public:
  /// Told the mistakes of each line that is no URL of http or https.
  using Complaint = std::function<void(Diagnostics const&)>;

  explicit ListedUrls(Complaint complaint) : complaint_(std::move(complaint)) {}

  /// A URL of the command line, or the mistake in it.
  Result<void> add_url(std::string const& text);

  /// A list; "-" is standard input. The mistake is that it cannot be read.
  Result<void> add_list(std::string const& file);

  /// The next one; nothing where there is none now, or none any more.
  std::optional<ListedUrl> next();

  /// Nothing is to come.
  bool is_ended() const { return given_.empty() && lists_.empty(); }

  /// What to wait for, where there is none now; nothing where none is to come.
  std::optional<int> descriptor() const {
    return lists_.empty() ? std::nullopt : std::optional(lists_.front().file.descriptor());
  }

  /// From now on, of what may never end (pipes and terminals), only what is there is read, and not much of that.
  void leave_streams() { is_leaving_ = true; }

  /// Lists that were left before their end.
  std::vector<std::string> const& left_lists() const { return left_lists_; }

  /// Whether a line was no URL, or a list could not be read to its end.
  bool has_mistakes() const { return has_mistakes_; }

  /// About how many are to come; nothing where nobody knows.
  std::optional<std::size_t> left() const;

 private:
  struct List {
    InputFile file;
    std::optional<std::uint64_t> size;  ///< in bytes; nothing for a stream
    LineBlocks blocks;
    bool is_left = false;  ///< what was read of it is all
  };

  bool is_new(url::Url const& url);
  bool read_block();
  void end_list();
  std::optional<ListedUrl> next_given();
  std::optional<ListedUrl> next_of_block();
  std::optional<ListedUrl> read_line(std::string_view line, std::size_t number);
  void complain(Diagnostics const& mistakes);

  Complaint complaint_;
  std::deque<ListedUrl> given_;
  std::list<List> lists_;
  LineBlock block_;
  std::size_t block_place_ = 0;
  std::size_t line_ = 0;
  SharedText source_ = {};
  std::uint64_t bytes_read_ = 0;  ///< of this list
  std::uint64_t bytes_taken_ = 0;
  std::size_t taken_ = 0;
  bool is_leaving_ = false;
  std::vector<std::string> left_lists_;
  bool has_mistakes_ = false;
  std::unordered_set<std::uint64_t> known_;
  std::unordered_set<std::uint64_t> known_before_;
};

}  // namespace corsage::cli
