#include "lab_server.hpp"

#include <array>
#include <utility>

#include "corsage/base/bytes.hpp"

namespace corsage::test {
namespace {

bool has_credentials(SeenRequest const& request) {
  return !request.header("cookie").empty() || !request.header("authorization").empty();
}

LabFace const& face_for(LabServer const& server, SeenRequest const& request) {
  if (request.method == "OPTIONS") {
    return server.preflight;
  }
  if (std::string_view(request.target).substr(0, request.target.find('?')) != server.path) {
    return server.missing;
  }
  if (server.unauthorized && !has_credentials(request)) {
    return *server.unauthorized;
  }
  return server.post && request.method == "POST" ? *server.post : server.answer;
}

std::optional<char> decoded_byte(std::string_view text) {
  auto const digits = std::string_view("0123456789abcdef");
  if (text.size() < 3 || text[0] != '%') {
    return std::nullopt;
  }
  auto const lower = byte_lowercase(text.substr(1, 2));
  auto const high = digits.find(lower[0]);
  auto const low = digits.find(lower[1]);
  return high == std::string_view::npos || low == std::string_view::npos
             ? std::nullopt
             : std::optional(static_cast<char>(high * 16 + low));
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    auto const byte = decoded_byte(text);
    decoded += byte.value_or(text.front());
    text.remove_prefix(byte ? 3 : 1);
  }
  return decoded;
}

/// Puts what the request says where the line has its names in braces.
std::string filled(std::string line, SeenRequest const& request, Echo echo) {
  constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"{origin}", "origin"},
       {"{requested_method}", "access-control-request-method"},
       {"{requested_headers}", "access-control-request-headers"}});
  for (auto const& [name, header] : names) {
    if (auto const place = line.find(name); place != std::string::npos) {
      auto const value = request.header(header);
      line.replace(place, name.size(), echo == Echo::decodes_percent ? percent_decoded(value) : std::string(value));
    }
  }
  return line;
}

void append_line(HeaderLines& lines, std::string_view line) {
  auto const colon = line.find(':');
  if (colon != std::string_view::npos && colon != 0) {
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    lines.emplace_back(line.substr(0, colon), value);
  }
}

void append(HeaderLines& lines, LabLines const& more, SeenRequest const& request, Echo echo) {
  for (auto const& line : more) {
    auto const text = filled(line, request, echo);
    if (echo == Echo::as_it_stands) {
      append_line(lines, text);
      continue;
    }
    std::string_view rest = text;
    while (!rest.empty()) {
      auto const end = std::min(rest.find_first_of("\r\n"), rest.size());
      append_line(lines, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

}  // namespace

Rule answer_of(LabServer const& server, SeenRequest const& request) {
  auto const& face = face_for(server, request);
  auto const origin = request.header("origin");
  bool const is_granted = !origin.empty() && face.lets_in(origin);
  Rule answer{.status = is_granted || origin.empty() ? face.status : face.refused_status};
  auto const add = [&](LabLines const& lines) { append(answer.headers, lines, request, server.echo); };
  add(face.always);
  if (origin.empty()) {
    add(face.without_origin);
  } else if (is_granted) {
    add(face.granted);
    add(face.leave);
  } else {
    add(face.refused);
  }
  if (!request.header("access-control-request-private-network").empty()) {
    add(face.private_network);
  }
  answer.body = server.has_private_body && has_credentials(request) ? "{\"name\":\"Ada\"}" : "{}";
  return answer;
}

}  // namespace corsage::test
