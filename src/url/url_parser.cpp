#include "url_parser.hpp"

#include <algorithm>
#include <cstdint>

#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "special_scheme.hpp"

#include <unicode/ustring.h>

namespace corsage::url {
namespace {

constexpr ByteSet scheme_bytes = ascii_digits.with_range('a', 'z').with_range('A', 'Z').with("+-.");

/// https://infra.spec.whatwg.org/#ascii-tab-or-newline
constexpr ByteSet ascii_tabs_and_newlines = ByteSet().with("\t\n\r");

constexpr bool is_c0_control_or_space(char byte) {
  return static_cast<unsigned char>(byte) <= 0x20;
}

std::string_view without_surrounding_controls(std::string_view input) {
  while (!input.empty() && is_c0_control_or_space(input.front())) {
    input.remove_prefix(1);
  }
  while (!input.empty() && is_c0_control_or_space(input.back())) {
    input.remove_suffix(1);
  }
  return input;
}

bool is_utf8(std::string_view text) {
  // ICU only counts the code units here, and finds the malformed on its way.
  auto status = U_ZERO_ERROR;
  u_strFromUTF8(nullptr, 0, nullptr, text.data(), static_cast<std::int32_t>(text.size()), &status);
  return status != U_INVALID_CHAR_FOUND;
}

}  // namespace

std::expected<Url, UrlFailure> UrlParser::parse() {
  if (auto const failure = prepare_input()) {
    return std::unexpected(*failure);
  }
  auto state = State::scheme_start;
  while (state != State::finished) {
    if (state == State::failed) {
      return std::unexpected(failure_);
    }
    state = next(state);
  }
  return std::move(url_);
}

UrlParser::State UrlParser::next(State state) {
  switch (state) {
    case State::scheme_start: return scheme_start_state();
    case State::scheme: return scheme_state();
    case State::no_scheme: return no_scheme_state();
    case State::special_relative_or_authority: return special_relative_or_authority_state();
    case State::path_or_authority: return path_or_authority_state();
    case State::relative: return relative_state();
    case State::relative_slash: return relative_slash_state();
    case State::special_authority_slashes: return special_authority_slashes_state();
    case State::special_authority_ignore_slashes: return special_authority_ignore_slashes_state();
    case State::authority: return authority_state();
    case State::host: return host_state();
    case State::port: return port_state();
    case State::file: return file_state();
    case State::file_slash: return file_slash_state();
    case State::file_host: return file_host_state();
    case State::path_start: return path_start_state();
    case State::path: return path_state();
    case State::opaque_path: return opaque_path_state();
    case State::query: return query_state();
    case State::fragment: return fragment_state();
    case State::finished:
    case State::failed: break;
  }
  return state;
}

std::optional<UrlFailure> UrlParser::prepare_input() {
  if (input_.size() + (base_ == nullptr ? 0 : base_->href_.size()) > Url::longest) {
    return UrlFailure::too_long;
  }
  // 1.3. Controls and spaces around it go.
  input_ = without_surrounding_controls(input_);
  // Nearly every input is as plain as can be, and one look at all of it says so.
  constexpr auto marks_of_special = [](EightBytes eight) {
    return marks_of_non_ascii(eight) | (every_mark & ~marks_from(eight, ' '));
  };
  if (!any_of_bytes(input_, 'a', marks_of_special)) {
    return std::nullopt;
  }
  if (!is_utf8(input_)) {
    return UrlFailure::not_utf8;
  }
  // 3. Tabs and newlines go wherever they stand.
  if (std::ranges::any_of(input_, [](char byte) { return ascii_tabs_and_newlines.contains(byte); })) {
    stripped_ = input_;
    std::erase_if(stripped_, [](char byte) { return ascii_tabs_and_newlines.contains(byte); });
    input_ = stripped_;
  }
  return std::nullopt;
}

/// https://url.spec.whatwg.org/#scheme-start-state
UrlParser::State UrlParser::scheme_start_state() const {
  // 1.-2. A scheme begins with a letter.
  return !at_end() && is_ascii_alpha(input_[pointer_]) ? State::scheme : State::no_scheme;
}

/// https://url.spec.whatwg.org/#scheme-state
UrlParser::State UrlParser::scheme_state() {
  // 1. As long as the bytes are a scheme's.
  while (!at_end() && scheme_bytes.contains(input_[pointer_])) {
    ++pointer_;
  }
  // 3. No colon: what was taken for a scheme is the start of something else.
  if (!at(':')) {
    pointer_ = 0;
    return State::no_scheme;
  }
  // 2.2. The scheme is known. A path of its own ("/") is the most that an absolute URL gains, but for what is encoded.
  url_.href_.reserve(input_.size() + 1);
  set_scheme(input_.substr(0, pointer_));
  ++pointer_;
  // 2.5. Files have states of their own.
  if (is_file_) {
    return State::file;
  }
  // 2.6. "https:x" may be relative to a base of the same scheme.
  if (is_special_ && base_ != nullptr && base_->scheme() == url_.scheme()) {
    return State::special_relative_or_authority;
  }
  // 2.7. Otherwise slashes do not matter to a special URL.
  if (is_special_) {
    return State::special_authority_slashes;
  }
  // 2.8. One slash: a path, or an authority when there is another.
  if (at('/')) {
    ++pointer_;
    return State::path_or_authority;
  }
  // 2.9. None: nothing but text.
  return State::opaque_path;
}

/// https://url.spec.whatwg.org/#no-scheme-state
UrlParser::State UrlParser::no_scheme_state() {
  // 1. It needs a base, and of a base without segments only the fragment can be replaced.
  if (base_ == nullptr || (base_->has_opaque_path_ && !at('#'))) {
    return fail(UrlFailure::relative_without_base);
  }
  url_.href_.reserve(base_->href_.size() + input_.size() + 1);
  set_scheme(base_->scheme());
  // 2. Only the fragment is new.
  if (base_->has_opaque_path_) {
    url_ = *base_;
    url_.set_fragment(std::nullopt);
    return State::fragment;
  }
  // 3.-4. Relative, by the base's scheme.
  return is_file_ ? State::file : State::relative;
}

/// https://url.spec.whatwg.org/#special-relative-or-authority-state
UrlParser::State UrlParser::special_relative_or_authority_state() {
  // 1. Two slashes: an authority after all.
  if (from_pointer().starts_with("//")) {
    pointer_ += 2;
    return State::special_authority_ignore_slashes;
  }
  // 2. Otherwise relative to the base.
  return State::relative;
}

/// https://url.spec.whatwg.org/#path-or-authority-state
UrlParser::State UrlParser::path_or_authority_state() {
  // 1. The second slash.
  if (at('/')) {
    ++pointer_;
    return State::authority;
  }
  // 2. There is none.
  return State::path;
}

/// https://url.spec.whatwg.org/#relative-state
UrlParser::State UrlParser::relative_state() {
  // 3.-4. From the root of the base, or with another host.
  if (at_slash()) {
    ++pointer_;
    return State::relative_slash;
  }
  // 5.1. Otherwise all of the base's parts to begin with.
  copy_authority_from_base();
  copy_path_from_base();
  // 5.2.-5.3. Only the query, or only the fragment, is new. Nothing at all is the base without its fragment.
  if (at('?')) {
    return end_path();
  }
  if (at('#') || at_end()) {
    copy_query_from_base();
    return at_end() ? State::finished : State::fragment;
  }
  // 5.4. A path that takes the place of the base's last segment.
  shorten_path();
  return State::path;
}

/// https://url.spec.whatwg.org/#relative-slash-state
UrlParser::State UrlParser::relative_slash_state() {
  // 1. A special URL's host follows, whichever way the slashes lean.
  if (is_special_ && at_slash()) {
    ++pointer_;
    return State::special_authority_ignore_slashes;
  }
  // 2. Any other URL's host.
  if (at('/')) {
    ++pointer_;
    return State::authority;
  }
  // 3. A path from the root of the base.
  copy_authority_from_base();
  return State::path;
}

/// https://url.spec.whatwg.org/#special-authority-slashes-state
UrlParser::State UrlParser::special_authority_slashes_state() {
  // 1. The two slashes, if they are there. 2. They need not be.
  if (from_pointer().starts_with("//")) {
    pointer_ += 2;
  }
  return State::special_authority_ignore_slashes;
}

/// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
UrlParser::State UrlParser::special_authority_ignore_slashes_state() {
  // 2. Any more slashes, of both kinds.
  while (at('/') || at('\\')) {
    ++pointer_;
  }
  // 1. Whatever else begins the authority.
  return State::authority;
}

void UrlParser::set_scheme(std::string_view scheme) {
  url_.href_.assign(scheme);
  std::ranges::transform(url_.href_, url_.href_.begin(), [](char byte) { return byte_lowercase(byte); });
  url_.scheme_end_ = end_offset();
  auto const* const special = find_special_scheme(url_.href_);
  is_special_ = special != nullptr;
  is_file_ = url_.href_ == "file";
  url_.href_.push_back(':');
  // Until an authority is found the host is null and everything after the colon is path.
  url_.username_start_ = url_.username_end_ = url_.credentials_end_ = url_.host_start_ = end_offset();
  end_host(HostKind::null);
}

void UrlParser::copy_authority_from_base() {
  // A base with a null host may have "/." in front of its path, which is the serialiser's and no part of either.
  auto const authority_end = base_->host_kind_ == HostKind::null ? base_->host_end_ : base_->path_start_;
  url_.href_.assign(base_->href_, 0, authority_end);
  url_.username_start_ = base_->username_start_;
  url_.username_end_ = base_->username_end_;
  url_.credentials_end_ = base_->credentials_end_;
  url_.host_start_ = base_->host_start_;
  url_.host_end_ = base_->host_end_;
  url_.host_kind_ = base_->host_kind_;
  url_.port_ = base_->port_;
  url_.path_start_ = end_offset();
}

void UrlParser::copy_path_from_base() {
  url_.href_.append(base_->path());
}

void UrlParser::copy_query_from_base() {
  end_path();
  if (auto const query = base_->query()) {
    url_.query_start_ = end_offset();
    url_.href_.push_back('?');
    url_.href_.append(*query);
  }
}

}  // namespace corsage::url
