#include "access_line.hpp"

#include <iterator>

#include "corsage/formats/json_writer.hpp"
#include "corsage/http/secrets.hpp"
#include "route_table.hpp"

#include <fmt/format.h>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;
using formats::JsonKey;
using formats::JsonWriter;

constexpr std::string_view mode_text(CorsMode mode) {
  switch (mode) {
    case CorsMode::off: return "off";
    case CorsMode::enforce: return "enforce";
    case CorsMode::report: return "report";
  }
  return "";
}

void write_line_of(JsonWriter& json, JsonKey const& key, Head const& request, field name) {
  if (auto const* const line = request.find(name); line != nullptr) {
    json.key(key);
    json.bytes(line->value);
  }
}

/// Seconds, with what is below them.
void write_time(JsonWriter& json, JsonKey const& key, Clock::duration time) {
  auto const micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  fmt::memory_buffer text;
  fmt::format_to(std::back_inserter(text), "{}.{:06}", micros / 1'000'000, micros % 1'000'000);
  json.key(key);
  json.raw({text.data(), text.size()});
}

void write_request(JsonWriter& json, Head const& request) {
  json.key("method");
  json.bytes(request.method);
  write_line_of(json, "host", request, field::host);
  json.key("path");
  json.bytes(path_of(request.target).path);
  if (auto const* const origin = request.find(field::origin); origin != nullptr) {
    json.key("origin");
    // Only what no browser sends has a user in it, and perhaps a password.
    bool const has_user = origin->value.find('@') != std::string_view::npos;
    json.bytes(has_user ? http::shown_text(origin->value, http::Secrets::masked) : origin->value);
  }
}

void write_decision(JsonWriter& json, Record const& record) {
  json.key("cors");
  json.bytes(mode_text(record.route->cors));
  if (record.decision == nullptr) {
    return;
  }
  auto const& decision = *record.decision;
  json.key("class");
  json.bytes(to_string(decision.request_class));
  json.key("allowed");
  json.boolean(decision.is_allowed);
  json.key("reason");
  json.bytes(trace::to_string(decision.reason));
  if (record.route->candidate) {
    json.key("shift");
    json.bytes(to_string(record.shift));
  }
  if (record.upstream_says == UpstreamSays::otherwise) {
    json.key("conflict");
    json.boolean(true);
  }
}

void write_upstream(JsonWriter& json, Record const& record) {
  json.key("upstream");
  json.bytes(fmt::format("{}:{}", record.upstream->host, record.upstream->port));
  if (record.answered != Clock::time_point()) {
    write_time(json, "upstream_seconds", record.answered - record.sent);
  }
}

}  // namespace

std::string_view TimeText::of(std::chrono::system_clock::time_point time) {
  namespace chrono = std::chrono;
  constexpr std::size_t up_to_milliseconds = 20;
  auto const second = chrono::floor<chrono::seconds>(time);
  if (second != second_) {
    second_ = second;
    auto const day = chrono::floor<chrono::days>(second);
    chrono::year_month_day const date(day);
    chrono::hh_mm_ss const clock(second - day);
    text_ = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.", static_cast<int>(date.year()),
                        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                        clock.minutes().count(), clock.seconds().count());
  }
  text_.resize(up_to_milliseconds);
  auto const below = chrono::duration_cast<chrono::milliseconds>(time - second).count();
  fmt::format_to(std::back_inserter(text_), "{:03}Z", below);
  return text_;
}

void append_access_line(Record const& record, Head const& request, Ending const& ending, std::string_view time,
                        std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.key("time");
  json.bytes(time);
  json.key("client");
  json.bytes(ending.client);
  if (ending.is_understood) {
    write_request(json, request);
  }
  if (record.route != nullptr) {
    json.key("route");
    json.text(record.route->name);
  }
  json.key("status");
  json.number(record.status);
  if (!record.own_code.empty()) {
    json.key("code");
    json.bytes(record.own_code);
  }
  json.key("bytes");
  json.number(record.bytes);
  json.key("whole");
  json.boolean(ending.is_whole);
  write_time(json, "seconds", ending.ended_at - record.began);
  if (record.route != nullptr) {
    write_decision(json, record);
  }
  if (record.upstream != nullptr) {
    write_upstream(json, record);
  }
  json.end_object();
  out.push_back('\n');
}

}  // namespace corsage::gateway
