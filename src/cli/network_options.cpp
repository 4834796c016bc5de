#include "network_options.hpp"

#include <chrono>
#include <string_view>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/transport/proxy_address.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace corsage::cli {
namespace {

constexpr double longest_time_out = 24 * 60 * 60;

/// HOST:PORT:ADDRESS, and nothing that libcurl would quietly leave out.
std::string check_resolve(std::string const& typed) {
  auto const host_end = typed.find(':');
  auto const port_end = host_end == std::string::npos ? host_end : typed.find(':', host_end + 1);
  bool const has_all =
      port_end != std::string::npos && host_end > 0 && port_end > host_end + 1 && port_end + 1 < typed.size();
  bool const has_port = has_all && typed.find_first_not_of("0123456789", host_end + 1) == port_end;
  return has_port ? std::string()
                  : fmt::format("'{}' is not HOST:PORT:ADDRESS, as in api.example.com:443:127.0.0.1", typed);
}

std::string check_seconds(std::string const& typed) {
  double seconds = 0;
  bool const is_number = CLI::detail::lexical_cast(typed, seconds);
  return is_number && seconds > 0 && seconds <= longest_time_out
             ? std::string()
             : fmt::format("'{}' is not a number of seconds above 0, up to {}", typed, longest_time_out);
}

std::string check_proxy(std::string const& typed) {
  return transport::parse_proxy(typed)
             ? std::string()
             : fmt::format(
                   "'{}' is not a proxy; write [SCHEME://]HOST[:PORT], as in http://127.0.0.1:3128; the schemes are "
                   "http, https, socks4, socks4a, socks5 and socks5h",
                   typed);
}

/// https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html , section 4.1.3: names for https alone.
bool is_for_https(std::string_view name) {
  return byte_case_insensitive_equal(name.substr(0, 9), "__Secure-") ||
         byte_case_insensitive_equal(name.substr(0, 7), "__Host-");
}

bool is_cookie(std::string_view name, std::string_view value) {
  constexpr std::string_view never = "\t\r\n;";
  return !name.empty() && name.find_first_of(never) == std::string_view::npos &&
         value.find_first_of(never) == std::string_view::npos;
}

}  // namespace

void add_network_options(CLI::App& command, NetworkOptions& options) {
  command.add_option("--cookie", options.cookies, "A cookie that the browser has for the URL's host; may be repeated")
      ->type_name("NAME=VALUE")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command.add_option("--resolve", options.resolve, "The address to use for a host and port; may be repeated")
      ->type_name("HOST:PORT:ADDRESS")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->check(CLI::Validator(check_resolve, ""));
  command.add_option("--cacert", options.certificate_authorities, "Trust the certificate authorities in this PEM file")
      ->type_name("FILE")
      ->check(CLI::Validator(CLI::ExistingFile).description(""));
  command.add_flag("-k,--insecure", options.is_insecure, "Do not check certificates");
  command.add_option("--proxy", options.proxy, "Go through this proxy; otherwise as http_proxy and its like say")
      ->type_name("URL")
      ->check(CLI::Validator(check_proxy, ""));
  command.add_option("--timeout", options.time_out, "The longest that one exchange may take; 30 when left out")
      ->type_name("SECONDS")
      ->check(CLI::Validator(check_seconds, ""));
}

transport::Options transport_options(NetworkOptions const& options) {
  auto const time_out = std::chrono::duration<double>(options.time_out);
  return {.time_out = std::chrono::ceil<std::chrono::milliseconds>(time_out),
          .certificate_authorities = options.certificate_authorities,
          .certificate_check =
              options.is_insecure ? transport::CertificateCheck::skip : transport::CertificateCheck::verify,
          .proxy = options.proxy,
          .resolve = options.resolve};
}

Result<void> add_cookies(NetworkOptions const& options, url::Url const& url, transport::CurlTransport& transport) {
  Diagnostics mistakes;
  auto const refuse = [&](std::string_view value, std::string_view expected) {
    mistakes.push_back({.code = DiagnosticCode::option_value_invalid,
                        .value = std::string(value),
                        .expected = std::string(expected),
                        .range = {.source = "--cookie"}});
  };
  for (std::string_view const cookie : options.cookies) {
    auto const equals = cookie.find('=');
    auto const name = cookie.substr(0, equals);
    auto const value = equals == std::string_view::npos ? std::string_view() : cookie.substr(equals + 1);
    if (equals == std::string_view::npos || !is_cookie(name, value)) {
      refuse(cookie, "a cookie is NAME=VALUE, without ';' or line breaks");
    } else if (is_for_https(name) && url.scheme() != "https") {
      refuse(name, "browsers keep cookies of such a name for https URLs only");
    } else if (!transport.add_cookie(url, name, value)) {
      refuse(name, "libcurl does not take a cookie like this");
    }
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  return {};
}

}  // namespace corsage::cli
