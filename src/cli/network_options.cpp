#include "network_options.hpp"

#include <charconv>
#include <chrono>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/report/diagnostic_text.hpp"
#include "corsage/transport/proxy_address.hpp"
#include "corsage/transport/resolve_row.hpp"
#include "corsage/url/ip_address.hpp"
#include "input_file.hpp"
#include "why_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <openssl/x509_vfy.h>

namespace corsage::cli {
namespace {

constexpr double longest_time_out = 24 * 60 * 60;

bool is_port(std::string_view typed) {
  constexpr unsigned highest = 65535;
  unsigned port = 0;
  auto const* const end = typed.data() + typed.size();
  auto const read = std::from_chars(typed.data(), end, port);
  return read.ec == std::errc() && read.ptr == end && port > 0 && port <= highest;
}

/// One or more, with commas between.
bool are_addresses(std::string_view typed) {
  while (true) {
    auto const comma = typed.find(',');
    if (!url::address_space_of_ip(typed.substr(0, comma))) {
      return false;
    }
    if (comma == std::string_view::npos) {
      return true;
    }
    typed.remove_prefix(comma + 1);
  }
}

/// HOST:PORT:ADDRESS, and nothing that libcurl would quietly leave out.
std::string check_resolve(std::string const& typed) {
  auto const row = transport::parse_resolve(typed);
  return row && is_port(row->port) && are_addresses(row->addresses)
             ? std::string()
             : fmt::format("'{}' is not HOST:PORT:ADDRESS, as in api.example.com:443:127.0.0.1", typed);
}

std::string check_readable(std::string const& file) {
  auto const opened = InputFile::open(file);
  return opened ? std::string() : report::diagnostic_message(opened.error().front());
}

/// Reads the file as libcurl does when it comes to a certificate: too late to say so in a line.
std::string check_certificate_authorities(std::string const& file) {
  std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> const store(X509_STORE_new(), &X509_STORE_free);
  return X509_STORE_load_file(store.get(), file.c_str()) == 1
             ? std::string()
             : fmt::format("'{}' holds no certificate in PEM form that can be read", file);
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
                   shown_option("proxy", typed, http::Secrets::masked));
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
  command
      .add_option("-b,--cookie", options.cookies, "A cookie that the browser has for the URL's host; may be repeated")
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
      ->check(CLI::Validator(check_readable, ""))
      ->check(CLI::Validator(check_certificate_authorities, ""));
  command.add_flag("-k,--insecure", options.is_insecure, "Do not check certificates");
  command.add_option("--proxy", options.proxy, "Go through this proxy; otherwise as http_proxy and its like say")
      ->type_name("URL")
      ->check(CLI::Validator(check_proxy, ""));
  command
      .add_option("--timeout", options.time_out,
                  fmt::format("The longest that one exchange may take; {} when left out", options.time_out))
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

std::string curl_options(NetworkOptions const& options, http::Secrets secrets) {
  std::string words;
  for (auto const& row : options.resolve) {
    words += option_words("resolve", row, secrets);
  }
  if (!options.certificate_authorities.empty()) {
    words += option_words("cacert", options.certificate_authorities, secrets);
  }
  words += options.is_insecure ? " -k" : "";
  if (!options.proxy.empty()) {
    words += option_words("proxy", options.proxy, secrets);
  }
  return words.empty() ? words : words.substr(1);
}

Result<CookieText> read_cookie(std::string_view typed) {
  auto const equals = typed.find('=');
  auto const name = typed.substr(0, equals);
  auto const value = equals == std::string_view::npos ? std::string_view() : typed.substr(equals + 1);
  if (equals == std::string_view::npos || !is_cookie(name, value)) {
    return failure({.code = DiagnosticCode::option_value_invalid,
                    .value = http::shown_value("cookie", typed, http::Secrets::masked),
                    .expected = "a cookie is NAME=VALUE, without ';' or line breaks",
                    .range = {.source = "--cookie"}});
  }
  return CookieText{.name = name, .value = value};
}

transport::Options head_options(NetworkOptions const& options, std::size_t most_body_bytes) {
  constexpr auto longest_body = std::chrono::seconds(2);
  auto network = transport_options(options);
  network.body_time_out = longest_body;
  network.most_body_bytes = most_body_bytes;
  network.long_bodies = transport::LongBodies::are_cut;
  return network;
}

Result<void> add_cookies(NetworkOptions const& options, url::Url const& url, transport::CurlTransport& transport) {
  Diagnostics mistakes;
  auto const refuse = [&](std::string_view value, std::string_view expected) {
    mistakes.push_back({.code = DiagnosticCode::option_value_invalid,
                        .value = std::string(value),
                        .expected = std::string(expected),
                        .range = {.source = "--cookie"}});
  };
  for (std::string_view const typed : options.cookies) {
    auto const cookie = read_cookie(typed);
    if (!cookie) {
      mistakes.push_back(cookie.error().front());
      continue;
    }
    auto const [name, value] = *cookie;
    if (is_for_https(name) && url.scheme() != "https") {
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
