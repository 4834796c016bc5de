#include "lab_row.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string_view>

#include <simdjson.h>

namespace corsage::test {
namespace {

using simdjson::dom::element;

template <typename Value>
std::optional<Value> member(element const& json, std::string_view name) {
  Value value;
  return json[name].get(value) == simdjson::SUCCESS ? std::optional(value) : std::nullopt;
}

std::optional<std::string> text(element const& json, std::string_view name) {
  auto const found = member<std::string_view>(json, name);
  return found ? std::optional(std::string(*found)) : std::nullopt;
}

/// `lines` stay as they are where the row leaves them out.
void read_texts(element const& json, std::string_view name, std::vector<std::string>& lines) {
  if (auto const list = member<simdjson::dom::array>(json, name)) {
    lines.clear();
    for (element const line : *list) {
      lines.emplace_back(std::string_view(line));
    }
  }
}

/// A mistyped key would be a sound server in silence.
void check_keys(element const& json, std::initializer_list<std::string_view> known) {
  for (auto const [name, value] : simdjson::dom::object(json)) {
    if (std::ranges::find(known, name) == known.end()) {
      throw std::runtime_error("a row of the lab has the unknown key " + std::string(name));
    }
  }
}

/// `face`, but for what `json` says.
LabFace read_face(element const& json, LabFace face) {
  check_keys(json, {"lets_in", "status", "refused_status", "always", "granted", "refused", "without_origin", "leave",
                    "private_network"});
  if (auto const lets_in = member<element>(json, "lets_in")) {
    face.lets_in = read_lets_in(*lets_in);
  }
  if (auto const status = member<std::int64_t>(json, "status")) {
    face.status = face.refused_status = static_cast<int>(*status);
  }
  if (auto const status = member<std::int64_t>(json, "refused_status")) {
    face.refused_status = static_cast<int>(*status);
  }
  read_texts(json, "always", face.always);
  read_texts(json, "granted", face.granted);
  read_texts(json, "refused", face.refused);
  read_texts(json, "without_origin", face.without_origin);
  read_texts(json, "leave", face.leave);
  read_texts(json, "private_network", face.private_network);
  return face;
}

LabFace with_status(LabFace face, int status) {
  face.status = face.refused_status = status;
  return face;
}

/// The face of that name, as `model` where the row leaves it out.
LabFace face_named(element const& server, std::string_view name, LabFace model) {
  auto const json = member<element>(server, name);
  return json ? read_face(*json, std::move(model)) : model;
}

std::optional<LabFace> face_if_named(element const& server, std::string_view name, LabFace model) {
  auto const json = member<element>(server, name);
  return json ? std::optional(read_face(*json, std::move(model))) : std::nullopt;
}

Echo echo_of(element const& server) {
  auto const name = member<std::string_view>(server, "decodes");
  if (!name) {
    return Echo::as_it_stands;
  }
  return *name == "percent" ? Echo::decodes_percent : Echo::splits_at_return;
}

/// An allowlist that was done right: of nobody, until somebody is named.
LabFace sound_answer(bool has_credentials) {
  LabFace face{.lets_in = [](std::string_view) { return false; },
               .always = {"Content-Type: application/json", "Vary: Origin"},
               .granted = {"Access-Control-Allow-Origin: {origin}"}};
  if (has_credentials) {
    face.granted.emplace_back("Access-Control-Allow-Credentials: true");
  }
  return face;
}

LabServer read_server(element const& json, std::string path) {
  check_keys(json, {"lets_in", "credentials", "answer", "preflight", "missing", "unauthorized", "post", "decodes",
                    "private_body"});
  auto model = sound_answer(member<bool>(json, "credentials").value_or(false));
  if (auto const lets_in = member<element>(json, "lets_in")) {
    model.lets_in = read_lets_in(*lets_in);
  }
  LabServer server{.path = std::move(path), .answer = face_named(json, "answer", std::move(model))};
  auto const answer = with_status(server.answer, 200);
  auto preflight = with_status(answer, 204);
  preflight.leave = {"Access-Control-Allow-Methods: GET, POST, PUT, DELETE",
                     "Access-Control-Allow-Headers: authorization, content-type", "Access-Control-Max-Age: 600"};
  server.preflight = face_named(json, "preflight", std::move(preflight));
  server.missing = face_named(json, "missing", with_status(answer, 404));
  server.unauthorized = face_if_named(json, "unauthorized", with_status(answer, 401));
  server.post = face_if_named(json, "post", answer);
  server.echo = echo_of(json);
  server.has_private_body = member<bool>(json, "private_body").value_or(false);
  return server;
}

LabKind kind_of(element const& json) {
  auto const kind = text(json, "kind").value_or("");
  if (kind == "vulnerable") {
    return LabKind::vulnerable;
  }
  if (kind == "broken") {
    return LabKind::broken;
  }
  if (kind == "sound") {
    return LabKind::sound;
  }
  throw std::runtime_error("a row of the lab is of the unknown kind '" + kind + "'");
}

std::vector<ExpectedFinding> read_expect(element const& json) {
  std::vector<ExpectedFinding> findings;
  for (element const finding : simdjson::dom::array(json["expect"])) {
    if (finding.is_string()) {
      findings.push_back({.id = std::string(std::string_view(finding))});
      continue;
    }
    check_keys(finding, {"id", "variant", "severity", "credentialed"});
    findings.push_back({.id = text(finding, "id").value(),
                        .variant = text(finding, "variant"),
                        .severity = text(finding, "severity"),
                        .is_credentialed = member<bool>(finding, "credentialed")});
  }
  return findings;
}

/// The path of the URL, as a server sees it.
std::string path_of(std::string_view url) {
  auto const authority = url.find("://") + 3;
  auto const start = std::min(url.find('/', authority), url.size());
  auto const path = url.substr(start, url.find('?', start) - start);
  return path.empty() ? "/" : std::string(path);
}

LabRow read_row(element const& json) {
  check_keys(json,
             {"name", "kind", "why", "url", "trusted", "method", "headers", "preflight_method", "server", "expect"});
  auto const url = text(json, "url").value_or("https://api.example.org/v1/me");
  LabRow row{.name = text(json, "name").value(),
             .kind = kind_of(json),
             .url = url,
             .trusted_origins = {"https://app.example.org"},
             .method = text(json, "method").value_or("GET"),
             .headers = {},
             .preflight_method = text(json, "preflight_method"),
             .server = read_server(json["server"].value(), path_of(url)),
             .expect = read_expect(json)};
  read_texts(json, "trusted", row.trusted_origins);
  std::vector<std::string> lines;
  read_texts(json, "headers", lines);
  for (auto const& line : lines) {
    auto const colon = line.find(": ");
    row.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return row;
}

}  // namespace

std::vector<LabRow> read_lab(std::string const& file) {
  simdjson::dom::parser parser;
  std::vector<LabRow> rows;
  // Kept outside the loop: the document's rows are views into the bytes.
  auto const bytes = simdjson::padded_string::load(file).value();
  simdjson::dom::document_stream stream;
  if (auto const error = parser.parse_many(bytes).get(stream)) {
    throw simdjson::simdjson_error(error);
  }
  for (auto json : stream) {
    rows.push_back(read_row(json.value()));
  }
  return rows;
}

}  // namespace corsage::test
