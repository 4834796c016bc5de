#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "byte_set.hpp"
#include "corsage/url/url.hpp"
#include "host_parser.hpp"

namespace corsage::url {

/// https://url.spec.whatwg.org/#concept-basic-url-parser without a state override.
///
/// One member function per state, named as the standard names it. A state takes all the bytes that are its own, writes
/// them into the serialisation, and names the next. The standard's parts of a URL come in the order of its
/// serialisation, so nothing is kept aside but the offsets between them.
class UrlParser {
 public:
  /// `input` is UTF-8; it and `base` outlive the parser.
  UrlParser(std::string_view input, Url const* base) : input_(input), base_(base) {}

  /// To be called once.
  std::expected<Url, UrlFailure> parse();

 private:
  /// The standard's states. The hostname state is only ever entered by a state override.
  enum class State : std::uint8_t {
    scheme_start,
    scheme,
    no_scheme,
    special_relative_or_authority,
    path_or_authority,
    relative,
    relative_slash,
    special_authority_slashes,
    special_authority_ignore_slashes,
    authority,
    host,
    port,
    file,
    file_slash,
    file_host,
    path_start,
    path,
    opaque_path,
    query,
    fragment,
    finished,  ///< the end of the input was reached
    failed,    ///< failure_ says why
  };

  State next(State state);
  State fail(UrlFailure failure) {
    failure_ = failure;
    return State::failed;
  }

  std::optional<UrlFailure> prepare_input();

  // url_parser.cpp
  State scheme_start_state() const;
  State scheme_state();
  State no_scheme_state();
  State special_relative_or_authority_state();
  State path_or_authority_state();
  State relative_state();
  State relative_slash_state();
  State special_authority_slashes_state();
  State special_authority_ignore_slashes_state();

  // url_parser_authority.cpp
  State authority_state();
  State host_state();
  State port_state();

  // url_parser_file.cpp
  State file_state();
  State file_slash_state();
  State file_host_state();

  // url_parser_path.cpp
  State path_start_state();
  State path_state();
  State opaque_path_state();
  State query_state();
  State fragment_state();

  /// The standard's c is some byte, and not the end of the input.
  bool at(char byte) const { return pointer_ < input_.size() && input_[pointer_] == byte; }
  bool at_end() const { return pointer_ == input_.size(); }

  /// Whether c is a slash, or for special URLs a backslash.
  bool at_slash() const { return at('/') || (is_special_ && at('\\')); }
  std::string_view from_pointer() const { return input_.substr(pointer_); }

  /// What ends an authority or a host, and a segment of a path.
  ByteSet const& delimiters() const { return is_special_ ? special_delimiters : ordinary_delimiters; }
  static constexpr ByteSet ordinary_delimiters = ByteSet().with("/?#");
  static constexpr ByteSet special_delimiters = ordinary_delimiters.with("\\");

  void set_scheme(std::string_view scheme);
  void start_authority();
  bool append_host(std::string_view host);
  void end_host(HostKind kind);
  void append_userinfo(std::string_view userinfo);

  /// The parts of a base URL that a relative one begins with.
  void copy_authority_from_base();
  void copy_path_from_base();
  void copy_query_from_base();

  // Paths: a list of segments, each written as '/' and the segment.
  std::string_view path() const { return std::string_view(url_.href_).substr(url_.path_start_); }
  void append_segment(std::string_view segment);
  void shorten_path();
  State end_path();
  bool append_plain_path();

  static std::uint32_t offset(std::size_t position) { return static_cast<std::uint32_t>(position); }
  std::uint32_t end_offset() const { return offset(url_.href_.size()); }

  std::string_view input_;
  std::string stripped_;  ///< the input, where tabs or newlines had to be taken out
  Url const* base_;
  std::size_t pointer_ = 0;
  Url url_;
  bool is_special_ = false;
  bool is_file_ = false;
  UrlFailure failure_ = UrlFailure::relative_without_base;
};

/// https://url.spec.whatwg.org/#windows-drive-letter
constexpr bool is_windows_drive_letter(std::string_view text) {
  return text.size() == 2 && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z')) &&
         (text[1] == ':' || text[1] == '|');
}

/// https://url.spec.whatwg.org/#normalized-windows-drive-letter
constexpr bool is_normalized_windows_drive_letter(std::string_view text) {
  return is_windows_drive_letter(text) && text[1] == ':';
}

}  // namespace corsage::url
