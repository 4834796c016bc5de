#include "corsage/url/url.hpp"

#include <cstdint>

#include "special_scheme.hpp"
#include "url_parser.hpp"

namespace corsage::url {

std::expected<Url, UrlFailure> Url::parse(std::string_view input, Url const* base) {
  return UrlParser(input, base).parse();
}

std::string_view Url::part(std::size_t start, std::size_t end) const {
  return std::string_view(href_).substr(start, end - start);
}

std::size_t Url::query_end() const {
  return fragment_start_ == npos ? href_.size() : fragment_start_;
}

std::size_t Url::path_end() const {
  return query_start_ == npos ? query_end() : query_start_;
}

std::string_view Url::href_without_fragment() const {
  return part(0, query_end());
}

std::string_view Url::scheme() const {
  return part(0, scheme_end_);
}

std::string_view Url::username() const {
  return part(username_start_, username_end_);
}

std::string_view Url::password() const {
  return username_end_ == credentials_end_ ? std::string_view() : part(username_end_ + 1, credentials_end_);
}

std::string_view Url::host() const {
  return part(host_start_, host_end_);
}

std::string_view Url::path() const {
  return part(path_start_, path_end());
}

std::optional<std::string_view> Url::query() const {
  if (query_start_ == npos) {
    return std::nullopt;
  }
  return part(query_start_ + 1, query_end());
}

std::optional<std::string_view> Url::fragment() const {
  if (fragment_start_ == npos) {
    return std::nullopt;
  }
  return part(fragment_start_ + 1, href_.size());
}

bool Url::is_special() const {
  return find_special_scheme(scheme()) != nullptr;
}

std::string_view Url::authority_without_credentials() const {
  return host_kind_ == HostKind::null ? std::string_view() : part(host_start_, path_start_);
}

std::string_view Url::path_and_query() const {
  return part(path_start_, query_end());
}

void Url::set_fragment(std::optional<std::string_view> fragment) {
  href_.resize(query_end());
  fragment_start_ = npos;
  if (fragment) {
    fragment_start_ = static_cast<std::uint32_t>(href_.size());
    href_.push_back('#');
    href_.append(*fragment);
  }
}

void Url::remove_credentials() {
  auto const length = host_start_ - username_start_;
  href_.erase(username_start_, length);
  username_end_ = credentials_end_ = username_start_;
  host_start_ -= length;
  host_end_ -= length;
  path_start_ -= length;
  query_start_ -= query_start_ == npos ? 0 : length;
  fragment_start_ -= fragment_start_ == npos ? 0 : length;
}

std::optional<std::uint16_t> default_port(std::string_view scheme) {
  auto const* const special = find_special_scheme(scheme);
  return special == nullptr ? std::nullopt : special->default_port;
}

}  // namespace corsage::url
