#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

/// https://url.spec.whatwg.org/
namespace corsage::url {

/// Why a text is not a URL, finer than the standard's one failure: a person has to mend it. The table is url_failures.def.
enum class UrlFailure : std::uint8_t {
#define CORSAGE_URL_FAILURE(id, explanation) id,
#include "corsage/url/url_failures.def"
#undef CORSAGE_URL_FAILURE
};

/// The row's id.
std::string_view to_string(UrlFailure failure);

/// What is wrong, as the predicate of a sentence whose subject is the URL.
std::string_view explanation(UrlFailure failure);

/// https://url.spec.whatwg.org/#host-representation
enum class HostKind : std::uint8_t { null, empty, domain, ipv4, ipv6, opaque };

/// https://url.spec.whatwg.org/#concept-url
///
/// One string, the serialised URL, and the offsets of its parts: a copy costs one allocation and the getters none.
class Url {
 public:
  /// The most bytes that an input, or an input and its base, may have. The standard names no limit; browsers have lower
  /// ones (Chromium 2 MiB for all but data:), and offsets are 32 bits wide.
  static constexpr std::size_t longest = std::size_t{1} << 26;

  /// https://url.spec.whatwg.org/#concept-basic-url-parser (without state override). `input` is UTF-8.
  static std::expected<Url, UrlFailure> parse(std::string_view input, Url const* base = nullptr);

  /// https://url.spec.whatwg.org/#url-serializing
  std::string_view href() const { return href_; }
  std::string_view href_without_fragment() const;

  std::string_view scheme() const;  ///< without ':'
  std::string_view username() const;
  std::string_view password() const;
  std::string_view host() const;                               ///< serialised, without the port; empty when null
  std::optional<std::uint16_t> port() const { return port_; }  ///< null when the scheme's default
  std::string_view path() const;                               ///< serialised
  std::optional<std::string_view> query() const;               ///< without '?'
  std::optional<std::string_view> fragment() const;            ///< without '#'
  HostKind host_kind() const { return host_kind_; }

  /// https://url.spec.whatwg.org/#url-opaque-path
  bool has_opaque_path() const { return has_opaque_path_; }

  /// https://url.spec.whatwg.org/#is-special
  bool is_special() const;

  /// https://url.spec.whatwg.org/#include-credentials
  bool includes_credentials() const { return !username().empty() || !password().empty(); }

  /// https://fetch.spec.whatwg.org/#http-scheme
  bool has_http_scheme() const { return scheme() == "http" || scheme() == "https"; }

  /// https://fetch.spec.whatwg.org/#is-local : about, blob or data.
  bool is_local() const { return scheme() == "about" || scheme() == "blob" || scheme() == "data"; }

  /// host[:port] as in a Host header, without a default port.
  std::string_view authority_without_credentials() const;

  /// path[?query] as in a request line.
  std::string_view path_and_query() const;

  /// Null is "no fragment". The fragment given is percent-encoded already.
  void set_fragment(std::optional<std::string_view> fragment);

  /// Empties username and password.
  void remove_credentials();

  /// https://url.spec.whatwg.org/#concept-url-equals
  bool operator==(Url const& other) const { return href_ == other.href_; }

 private:
  friend class UrlParser;

  std::string_view part(std::size_t start, std::size_t end) const;
  std::size_t path_end() const;
  std::size_t query_end() const;

  // https://user:pass@example.com:1234/foo/bar?baz#quux
  //      |  |   |    ||          |    |       |   |
  //      |  |   |    ||          |    |       |   `-- fragment_start_ (npos: null)
  //      |  |   |    ||          |    |       `------ query_start_    (npos: null)
  //      |  |   |    ||          |    `-------------- path_start_     (behind the "/." that keeps "//" from being a host)
  //      |  |   |    ||          `------------------- host_end_       (':port' follows when port_ is set)
  //      |  |   |    |`------------------------------ host_start_     (username_start_ when there are no credentials)
  //      |  |   |    `------------------------------- credentials_end_
  //      |  |   `------------------------------------ username_end_
  //      |  `---------------------------------------- username_start_
  //      `------------------------------------------- scheme_end_
  static constexpr std::uint32_t npos = 0xFFFFFFFF;
  std::string href_;
  std::uint32_t scheme_end_ = 0;
  std::uint32_t username_start_ = 0;
  std::uint32_t username_end_ = 0;
  std::uint32_t credentials_end_ = 0;
  std::uint32_t host_start_ = 0;
  std::uint32_t host_end_ = 0;
  std::uint32_t path_start_ = 0;
  std::uint32_t query_start_ = npos;
  std::uint32_t fragment_start_ = npos;
  std::optional<std::uint16_t> port_;
  HostKind host_kind_ = HostKind::null;
  bool has_opaque_path_ = false;
};

/// https://url.spec.whatwg.org/#concept-domain-to-ascii with beStrict false; nothing on failure. `domain` is UTF-8.
std::optional<std::string> domain_to_ascii(std::string_view domain);

/// The port that `scheme` implies; nothing when it is not special or has none.
std::optional<std::uint16_t> default_port(std::string_view scheme);

}  // namespace corsage::url
