#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "percent_encoding.hpp"
#include "url_parser.hpp"

namespace corsage::url {
namespace {

/// https://url.spec.whatwg.org/#single-dot-path-segment
bool is_single_dot(std::string_view segment) {
  return segment == "." || byte_case_insensitive_equal(segment, "%2e");
}

/// https://url.spec.whatwg.org/#double-dot-path-segment
bool is_double_dot(std::string_view segment) {
  return segment == ".." || byte_case_insensitive_equal(segment, ".%2e") ||
         byte_case_insensitive_equal(segment, "%2e.") || byte_case_insensitive_equal(segment, "%2e%2e");
}

/// What ends a path, or keeps it from being copied as it is.
constexpr ByteSet not_plain_path = path_percent_encode_set.with("?#.%\\");

}  // namespace

/// https://url.spec.whatwg.org/#path-start-state
UrlParser::State UrlParser::path_start_state() {
  // 1. A special URL has a path at least of "/".
  if (is_special_) {
    pointer_ += at_slash() ? 1U : 0U;
    return State::path;
  }
  // 4. Others may have one.
  if (at('/')) {
    ++pointer_;
    return State::path;
  }
  // 2.-3. Or go on to query and fragment. A host ends nowhere else.
  return end_path();
}

/// https://url.spec.whatwg.org/#path-state
UrlParser::State UrlParser::path_state() {
  if (append_plain_path()) {
    return end_path();
  }
  while (true) {
    auto const end = find_first_of(input_, delimiters(), pointer_);
    auto const segment = input_.substr(pointer_, end - pointer_);
    pointer_ = end;
    bool const more = at_slash();
    if (is_double_dot(segment)) {
      // 1.2. Up; at the end what remains is a directory.
      shorten_path();
      if (!more) {
        append_segment({});
      }
    } else if (!is_single_dot(segment)) {
      // 1.4. A segment of its own.
      append_segment(segment);
    } else if (!more) {
      // 1.3. Here; at the end it is a directory.
      append_segment({});
    }
    if (!more) {
      return end_path();
    }
    ++pointer_;
  }
}

/// Steps 1 to 2 for most paths: no dots, nothing to encode, no drives. Says whether it was such a one.
bool UrlParser::append_plain_path() {
  if (is_file_) {
    return false;
  }
  auto const end = find_first_of(input_, not_plain_path, pointer_);
  if (end != input_.size() && input_[end] != '?' && input_[end] != '#') {
    return false;
  }
  url_.href_.push_back('/');
  url_.href_.append(input_, pointer_, end - pointer_);
  pointer_ = end;
  return true;
}

/// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
UrlParser::State UrlParser::opaque_path_state() {
  static constexpr ByteSet path_ends = ByteSet().with("?#");
  url_.has_opaque_path_ = true;
  auto const end = find_first_of(input_, path_ends, pointer_);
  auto path = input_.substr(pointer_, end - pointer_);
  pointer_ = end;
  // 3.2. A space before query or fragment would be lost when these are taken away; at the very end none is left.
  bool const ends_with_space = path.ends_with(' ');
  if (ends_with_space) {
    path.remove_suffix(1);
  }
  // 4.3. Controls and all above ASCII are percent-encoded.
  append_percent_encoded(path, c0_control_percent_encode_set, url_.href_);
  if (ends_with_space) {
    url_.href_.append("%20");
  }
  return end_path();
}

/// https://url.spec.whatwg.org/#query-state
UrlParser::State UrlParser::query_state() {
  auto const end = std::min(input_.find('#', pointer_), input_.size());
  // 2.1. A special URL's query encodes the apostrophe too.
  auto const& encoded = is_special_ ? special_query_percent_encode_set : query_percent_encode_set;
  url_.query_start_ = end_offset();
  url_.href_.push_back('?');
  append_percent_encoded(input_.substr(pointer_ + 1, end - pointer_ - 1), encoded, url_.href_);
  pointer_ = end;
  return at_end() ? State::finished : State::fragment;
}

/// https://url.spec.whatwg.org/#fragment-state
UrlParser::State UrlParser::fragment_state() {
  url_.fragment_start_ = end_offset();
  url_.href_.push_back('#');
  append_percent_encoded(from_pointer().substr(1), fragment_percent_encode_set, url_.href_);
  return State::finished;
}

void UrlParser::append_segment(std::string_view segment) {
  // 1.4.1. The first segment of a file's path may be a drive.
  bool const is_drive = is_file_ && path().empty() && is_windows_drive_letter(segment);
  url_.href_.push_back('/');
  append_percent_encoded(segment, path_percent_encode_set, url_.href_);
  if (is_drive) {
    url_.href_.back() = ':';
  }
}

/// https://url.spec.whatwg.org/#shorten-a-urls-path
void UrlParser::shorten_path() {
  // 3. A drive stays.
  if (is_file_ && !path().empty() && is_normalized_windows_drive_letter(path().substr(1))) {
    return;
  }
  // 4. The last segment goes.
  auto const last_slash = path().rfind('/');
  if (last_slash != std::string_view::npos) {
    url_.href_.resize(url_.path_start_ + last_slash);
  }
}

/// The path is whole: the pointer is at its end, at '?' or at '#', which the states that follow write.
UrlParser::State UrlParser::end_path() {
  // https://url.spec.whatwg.org/#url-serializing 3. Without a host a path must not begin as an authority does.
  if (url_.host_kind_ == HostKind::null && !url_.has_opaque_path_ && path().starts_with("//")) {
    url_.href_.insert(url_.path_start_, "/.");
    url_.path_start_ += 2;
  }
  if (at_end()) {
    return State::finished;
  }
  return at('?') ? State::query : State::fragment;
}

}  // namespace corsage::url
