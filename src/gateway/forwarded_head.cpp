#include "forwarded_head.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/policy/apply.hpp"
#include "list_elements.hpp"

#include <fmt/format.h>

namespace corsage::gateway {
namespace {

using namespace std::string_view_literals;

using boost::beast::http::field;

/// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 : these concern one connection, named by Connection or not.
/// Content-Length goes with them: the body is framed anew.
constexpr std::array hop_by_hop{
    field::connection,          field::keep_alive, field::proxy_connection, field::te,
    field::transfer_encoding,   field::upgrade,    field::content_length,   field::proxy_authenticate,
    field::proxy_authorization,
};

bool is_hop_by_hop(Field const& line) {
  return std::ranges::find(hop_by_hop, line.known) != hop_by_hop.end();
}

/// The names that a Connection line makes hop-by-hop; a few, on the stack.
class ConnectionOptions {
 public:
  explicit ConnectionOptions(Head const& head) {
    for (auto const& line : head.lines()) {
      if (line.known == field::connection) {
        for_each_element(line.value, [this](std::string_view name) {
          constexpr std::array<std::string_view, 3> no_options{"close", "keep-alive", "upgrade"};
          if (std::ranges::none_of(no_options, [name](auto one) { return byte_case_insensitive_equal(one, name); })) {
            names_.push_back(name);
          }
        });
      }
    }
  }

  bool contains(std::string_view name) const {
    return std::ranges::any_of(names_, [name](auto const& one) { return byte_case_insensitive_equal(one, name); });
  }

 private:
  std::vector<std::string_view> names_;
};

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": "sv).append(value).append("\r\n"sv);
}

void append_body_lines(Head const& head, Framing framing, std::string& out) {
  if (framing == Framing::chunked) {
    out.append("Transfer-Encoding: chunked\r\n"sv);
  } else if (framing == Framing::content_length) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", head.content_length);
  } else if (auto const* const length = head.find(field::content_length); length != nullptr) {
    append_line(out, length->name, length->value);
  }
}

void append_upgrade(Head const& head, std::string& out) {
  if (head.upgrades) {
    out.append("Upgrade: websocket\r\nConnection: upgrade\r\n"sv);
  }
}

/// What the client says of itself is kept where it is a proxy that is trusted, and goes otherwise.
bool tells_of_client(Field const& line) {
  return line.known == field::forwarded || byte_case_insensitive_equal(line.name, "x-forwarded-for") ||
         byte_case_insensitive_equal(line.name, "x-forwarded-proto") ||
         byte_case_insensitive_equal(line.name, "x-forwarded-host") ||
         byte_case_insensitive_equal(line.name, "x-forwarded-port") ||
         byte_case_insensitive_equal(line.name, "x-real-ip");
}

/// Appends what a trusted proxy said under that name, each line with a comma behind it.
void append_said(Head const& request, Client const& client, std::string_view name, std::string& out) {
  if (client.is_trusted_proxy) {
    for (auto const& line : request.lines()) {
      if (byte_case_insensitive_equal(line.name, name)) {
        out.append(line.value).append(", "sv);
      }
    }
  }
}

/// What a trusted proxy said under that name, or what the gateway knows itself.
std::string_view said_or(Head const& request, Client const& client, std::string_view name, std::string_view own) {
  auto said = own;
  if (client.is_trusted_proxy) {
    for (auto const& line : request.lines()) {
      // The last, which is the word of who is nearest; `who_asks` goes by it, too.
      said = byte_case_insensitive_equal(line.name, name) ? line.value : said;
    }
  }
  return said;
}

/// https://www.rfc-editor.org/rfc/rfc7239
void append_forwarded(Head const& request, Client const& client, std::string& out) {
  out.append("X-Forwarded-For: "sv);
  append_said(request, client, "x-forwarded-for", out);
  out.append(client.address).append("\r\n"sv);
  append_line(out, "X-Forwarded-Proto", said_or(request, client, "x-forwarded-proto", client.scheme));
  auto const* const host = request.find(field::host);
  auto const own_host = host == nullptr ? std::string_view() : host->value;
  if (auto const said = said_or(request, client, "x-forwarded-host", own_host); !said.empty()) {
    append_line(out, "X-Forwarded-Host", said);
  }
  for (std::string_view const name : {"X-Forwarded-Port", "X-Real-IP"}) {
    if (auto const said = said_or(request, client, name, {}); !said.empty()) {
      append_line(out, name, said);
    }
  }
  bool const is_ipv6 = client.address.find(':') != std::string_view::npos;
  out.append("Forwarded: "sv);
  append_said(request, client, "forwarded", out);
  out.append(is_ipv6 ? "for=\"["sv : "for="sv)
      .append(client.address)
      .append(is_ipv6 ? "]\";proto="sv : ";proto="sv)
      .append(client.scheme)
      .append("\r\n"sv);
}

}  // namespace

void append_request_head(Head const& request, Client const& client, Upstream const& upstream, std::string& out) {
  out.append(request.method).append(" "sv).append(request.target).append(" HTTP/1.1\r\n"sv);
  if (request.find(field::host) == nullptr) {
    // Who speaks HTTP/1.0 need not know the host; HTTP/1.1 wants one.
    bool const is_ipv6 = upstream.host.find(':') != std::string::npos;
    fmt::format_to(std::back_inserter(out), "Host: {}{}{}:{}\r\n", is_ipv6 ? "[" : "", upstream.host,
                   is_ipv6 ? "]" : "", upstream.port);
  }
  ConnectionOptions const options(request);
  for (auto const& line : request.lines()) {
    if (!is_hop_by_hop(line) && line.known != field::via && !tells_of_client(line) && !options.contains(line.name)) {
      append_line(out, line.name, line.value);
    }
  }
  append_body_lines(request, request.framing, out);
  append_upgrade(request, out);
  if (client.is_told) {
    append_forwarded(request, client, out);
  }
  out.append("Via: "sv);
  for (auto const& line : request.lines()) {
    if (line.known == field::via) {
      out.append(line.value).append(", "sv);
    }
  }
  out.append(request.version == 11 ? "1.1 "sv : "1.0 "sv).append(client.pseudonym).append("\r\n\r\n"sv);
}

void keep_at_gateway(Head& answer, Upstream const& upstream) {
  for (auto& line : std::span(answer.fields).first(answer.field_count)) {
    if (line.known != field::location) {
      continue;
    }
    auto rest = line.value;
    auto const take = [&rest](std::string_view text) {
      bool const is_there = byte_case_insensitive_equal(rest.substr(0, text.size()), text);
      rest.remove_prefix(is_there ? text.size() : 0);
      return is_there;
    };
    bool const is_ipv6 = upstream.host.find(':') != std::string::npos;
    bool const is_http = take(upstream.tls == nullptr ? "http://"sv : "https://"sv);
    bool const is_there = is_http && (!is_ipv6 || take("[")) && take(upstream.host) && (!is_ipv6 || take("]"));
    bool const has_port = is_there && take(fmt::format(":{}", upstream.port));
    bool const is_default_port = upstream.port == (upstream.tls == nullptr ? 80 : 443);
    if (is_there && (has_port || is_default_port) && rest.starts_with('/')) {
      line.value = rest;
    }
  }
}

bool append_response_head(Head const& answer, policy::Decision const* decision, ClientFraming const& framing,
                          std::string& out) {
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} ", answer.status);
  out.append(answer.reason).append("\r\n"sv);
  ConnectionOptions const options(answer);
  bool const merges_vary = decision != nullptr && decision->varies_by_origin;
  std::vector<std::string_view> vary;
  bool has_decided_lines = false;
  for (auto const& line : answer.lines()) {
    if (decision != nullptr && policy::is_decided(*decision, line.name)) {
      has_decided_lines = true;
      continue;
    }
    if (is_hop_by_hop(line) || options.contains(line.name)) {
      continue;
    }
    if (line.known == field::vary && merges_vary) {
      vary.push_back(line.value);
      continue;
    }
    append_line(out, line.name, line.value);
  }
  if (decision != nullptr) {
    for (auto const& line : decision->headers.view()) {
      append_line(out, line.name, line.value);
    }
  }
  if (merges_vary) {
    if (vary.empty()) {
      out.append("Vary: Origin\r\n"sv);
    } else {
      append_line(out, "Vary", policy::varied_by_origin(vary));
    }
  }
  append_body_lines(answer, framing.framing, out);
  if (answer.status == 101) {
    append_upgrade(answer, out);
  } else if (!framing.keeps_alive) {
    out.append("Connection: close\r\n"sv);
  } else if (framing.version == 10) {
    out.append("Connection: keep-alive\r\n"sv);
  }
  out.append("Via: 1.1 corsage\r\n\r\n"sv);
  return has_decided_lines;
}

bool has_been_here(Head const& request, std::string_view pseudonym) {
  bool found = false;
  for (auto const& line : request.lines()) {
    if (line.known == field::via) {
      for_each_element(line.value, [&found, pseudonym](std::string_view hop) {
        found = found || hop.substr(std::min(hop.find(' '), hop.size() - 1) + 1) == pseudonym;
      });
    }
  }
  return found;
}

}  // namespace corsage::gateway
