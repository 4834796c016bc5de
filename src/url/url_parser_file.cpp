#include "url_parser.hpp"

namespace corsage::url {
namespace {

constexpr ByteSet file_host_ends = ByteSet().with("/\\?#");

/// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
bool starts_with_windows_drive_letter(std::string_view text) {
  return is_windows_drive_letter(text.substr(0, 2)) && (text.size() == 2 || file_host_ends.contains(text[2]));
}

/// The path's first segment when that is a drive, with its slash.
std::string_view drive_of(std::string_view path) {
  auto const second_slash = path.find('/', 1);
  auto const first = path.substr(0, second_slash);
  return !first.empty() && is_normalized_windows_drive_letter(first.substr(1)) ? first : std::string_view();
}

}  // namespace

/// https://url.spec.whatwg.org/#file-state
UrlParser::State UrlParser::file_state() {
  bool const has_file_base = base_ != nullptr && base_->scheme() == "file";
  // 3. Slashes: from the root, or with a host.
  if (at_slash()) {
    ++pointer_;
    return State::file_slash;
  }
  // 5. Nothing to be relative to.
  if (!has_file_base) {
    // 2. The host is empty, not null.
    start_authority();
    end_host(HostKind::empty);
    return State::path;
  }
  // 4.1. All of the base's parts to begin with.
  copy_authority_from_base();
  // 4.4.2. A drive letter leaves the base's path behind.
  if (starts_with_windows_drive_letter(from_pointer())) {
    return State::path;
  }
  copy_path_from_base();
  // 4.2.-4.3. Only the query, or only the fragment, is new. Nothing at all is the base without its fragment.
  if (at('?')) {
    return end_path();
  }
  if (at('#') || at_end()) {
    copy_query_from_base();
    return at_end() ? State::finished : State::fragment;
  }
  // 4.4. A path that takes the place of the base's last segment.
  shorten_path();
  return State::path;
}

/// https://url.spec.whatwg.org/#file-slash-state
UrlParser::State UrlParser::file_slash_state() {
  // 1. A second slash: a host.
  if (at_slash()) {
    ++pointer_;
    return State::file_host;
  }
  // 2.1. From the root of the base's host, and of its drive unless another is named.
  if (base_ != nullptr && base_->scheme() == "file") {
    copy_authority_from_base();
    if (!starts_with_windows_drive_letter(from_pointer())) {
      url_.href_.append(drive_of(base_->path()));
    }
    return State::path;
  }
  start_authority();
  end_host(HostKind::empty);
  return State::path;
}

/// https://url.spec.whatwg.org/#file-host-state
UrlParser::State UrlParser::file_host_state() {
  start_authority();
  auto const end = find_first_of(input_, file_host_ends, pointer_);
  auto const host = input_.substr(pointer_, end - pointer_);
  // 1.1. A drive letter is no host: the path state reads it again.
  if (is_windows_drive_letter(host)) {
    end_host(HostKind::empty);
    return State::path;
  }
  pointer_ = end;
  // 1.2. None, as in "file:///".
  if (host.empty()) {
    end_host(HostKind::empty);
    return State::path_start;
  }
  // 1.3. The host parser.
  if (!append_host(host)) {
    return State::failed;
  }
  // 1.3.3. This machine needs no name.
  if (url_.host() == "localhost") {
    url_.href_.resize(url_.host_start_);
    end_host(HostKind::empty);
  }
  return State::path_start;
}

}  // namespace corsage::url
