#include "contract_expectation.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contract_mistakes.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/formats/header_line.hpp"
#include "corsage/formats/shell_word.hpp"
#include "corsage/http/forbidden_header.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/http/token.hpp"
#include "table_reader.hpp"
#include "take_text.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

/// Reads the values of one `[[expect]]`, then what they mean.
class ExpectationReader {
 public:
  ExpectationReader(TomlLines const& lines, FillPlaces const& fill, Diagnostics& mistakes)
      : lines_(lines), fill_(fill), mistakes_(mistakes) {}

  explain::Expectation read(toml::table const& table) {
    read_table<ExpectationReader>(table, keys, *this, contract_mistakes, lines_, mistakes_);
    read_pages();
    read_request();
    read_headers();
    read_names(readable_, expectation_.readable);
    read_names(unreadable_, expectation_.unreadable);
    compare_names();
    find_missing(table);
    return std::move(expectation_);
  }

 private:
  static std::vector<TableKey<ExpectationReader>> const keys;

  template <std::optional<WrittenText> ExpectationReader::* Text>
  bool take(toml::node const& node) {
    return take_text(node, lines_, this->*Text);
  }

  template <std::vector<WrittenText> ExpectationReader::* Texts>
  bool take_all(toml::node const& node) {
    return take_texts(node, lines_, this->*Texts);
  }

  /// A list that may be empty, too.
  template <std::vector<WrittenText> ExpectationReader::* Texts>
  bool take_any(toml::node const& node) {
    auto const* const list = node.as_array();
    return (list != nullptr && list->empty()) || take_texts(node, lines_, this->*Texts);
  }

  bool take_credentials(toml::node const& node) {
    auto const* const word = node.as_string();
    auto const mode = word != nullptr ? fetch::credentials_mode_from(word->get()) : std::nullopt;
    expectation_.credentials = mode.value_or(expectation_.credentials);
    return mode.has_value();
  }

  bool take_allowed(toml::node const& node) {
    auto const* const answer = node.as_boolean();
    if (answer != nullptr) {
      expectation_.allowed = answer->get();
    }
    return answer != nullptr;
  }

  bool take_status(toml::node const& node) {
    constexpr std::int64_t least = 200;
    constexpr std::int64_t most = 599;
    auto const* const number = node.as_integer();
    if (number == nullptr || number->get() < least || number->get() > most) {
      return false;
    }
    expectation_.status = static_cast<int>(number->get());
    status_ = lines_.range_of(node.source());
    return true;
  }

  void mistake(DiagnosticCode code, WrittenText const& written, std::string_view value, std::string_view expected) {
    mistakes_.push_back(
        {.code = code, .value = std::string(value), .expected = std::string(expected), .range = written.range});
  }

  /// A mistake in a written text's meaning, as one in the file.
  void take_over(Diagnostics const& found, WrittenText const& written) {
    for (auto mistake : found) {
      mistake.range = written.range;
      mistakes_.push_back(std::move(mistake));
    }
  }

  void read_pages() {
    for (auto const& page : from_) {
      if (auto origin = url::Origin::parse(page.value)) {
        expectation_.from.push_back(*std::move(origin));
      } else {
        take_over(origin.error(), page);
      }
    }
  }

  std::optional<std::string> filled(WrittenText const& written, std::string_view subject);
  void read_request();
  void read_header(WrittenText const& line);
  void read_headers();
  void read_names(std::vector<WrittenText> const& written, std::vector<std::string>& names);
  void compare_names();
  void find_missing(toml::table const& table);

  TomlLines const& lines_;
  FillPlaces const& fill_;
  Diagnostics& mistakes_;
  explain::Expectation expectation_;
  std::optional<WrittenText> name_;
  std::vector<WrittenText> from_;
  std::optional<WrittenText> request_;
  std::vector<WrittenText> headers_;
  std::optional<WrittenText> body_;
  std::vector<WrittenText> readable_;
  std::vector<WrittenText> unreadable_;
  SourceRange status_;
};

std::vector<TableKey<ExpectationReader>> const ExpectationReader::keys{
    {"name", &ExpectationReader::take<&ExpectationReader::name_>, "write a name in quotes, for reports"},
    {"from", &ExpectationReader::take_all<&ExpectationReader::from_>,
     "write an origin in quotes, or a list of them, as in [\"https://app.example.com\", \"null\"]"},
    {"request", &ExpectationReader::take<&ExpectationReader::request_>,
     "write method and path in quotes, as in \"PUT /users/1\""},
    {"headers", &ExpectationReader::take_any<&ExpectationReader::headers_>,
     "write a list of headers in quotes, as in [\"content-type: application/json\"]"},
    {"credentials", &ExpectationReader::take_credentials, "write \"omit\", \"same-origin\" or \"include\""},
    {"body", &ExpectationReader::take<&ExpectationReader::body_>, "write the body in quotes, as text"},
    {"allowed", &ExpectationReader::take_allowed, "write true or false"},
    {"readable", &ExpectationReader::take_any<&ExpectationReader::readable_>,
     "write a list of header names in quotes, as in [\"x-request-id\"]"},
    {"unreadable", &ExpectationReader::take_any<&ExpectationReader::unreadable_>,
     "write a list of header names in quotes, as in [\"x-internal\"]"},
    {"status", &ExpectationReader::take_status, "write a status from 200 to 599, as in 404"},
};

std::string what_to_write(std::string_view variable) {
  return fmt::format("write ${{env:{0}}} in place of ***, and set {0} when the contract is tested", variable);
}

/// What is wrong with a request's path; empty where nothing is.
std::string_view mistake_in_target(std::string_view target) {
  if (target.find("://") < target.find('/')) {
    return "scheme and host belong into 'at'";
  }
  if (!target.starts_with('/')) {
    return target.empty() ? "the path is missing" : "a path begins with '/'";
  }
  if (target.find('#') != std::string_view::npos) {
    return "no browser sends what stands behind '#'";
  }
  return "";
}

/// What is written, with its secrets; nothing where one of them is missing, which is told.
std::optional<std::string> ExpectationReader::filled(WrittenText const& written, std::string_view subject) {
  if (!fill_) {
    return written.value;
  }
  auto text = fill_(written.value);
  if (!text) {
    mistake(DiagnosticCode::contract_secret_missing, written, fmt::format("a place in '{}'", subject), text.error());
    return std::nullopt;
  }
  return *std::move(text);
}

void ExpectationReader::read_request() {
  if (name_) {
    expectation_.name = name_->value;
  }
  if (body_) {
    expectation_.body = body_->value;
  }
  if (!request_) {
    return;
  }
  std::string_view const text = request_->value;
  auto const space = text.find(' ');
  auto const method = text.substr(0, space);
  auto const target =
      space == std::string_view::npos ? std::string_view() : strip(text.substr(space), http_tab_or_space);
  if (text.empty() || text.starts_with('/') || !http::is_method(method)) {
    mistake(DiagnosticCode::contract_request_invalid, *request_, text, "it begins with no method");
  } else if (http::is_forbidden_method(method)) {
    mistake(DiagnosticCode::contract_method_forbidden, *request_, method, "");
  } else if (auto const wrong = mistake_in_target(target); !wrong.empty()) {
    mistake(DiagnosticCode::contract_request_invalid, *request_, text, wrong);
  }
  expectation_.method = method;
  expectation_.target = target;
  if (target.find(fmt::format("={}", http::mask)) != std::string_view::npos) {
    mistake(DiagnosticCode::contract_secret_masked, *request_, "request", what_to_write("TOKEN"));
  } else if (auto const whole = filled(*request_, "request")) {
    auto const behind_method = std::string_view(*whole).substr(std::min(method.size(), whole->size()));
    expectation_.target = strip(behind_method, http_tab_or_space);
  }
  auto const sent = http::normalize_method(method);
  if (body_ && (sent == "GET" || sent == "HEAD")) {
    mistake(DiagnosticCode::contract_body_forbidden, *body_, sent, "");
  }
}

/// The mistakes in a header without its value, where that is a secret and what is between them is missing.
Diagnostics without_secrets(Diagnostics mistakes, std::string_view line) {
  auto const name = line.substr(0, line.find_first_of(": \t"));
  for (auto& mistake : mistakes) {
    if (http::is_secret(name) && mistake.value.size() > name.size()) {
      mistake.value = fmt::format("{} {}", name, http::mask);
    }
  }
  return mistakes;
}

void ExpectationReader::read_header(WrittenText const& line) {
  auto const header = read_header_line(line.value);
  if (!header) {
    take_over(without_secrets(header.error(), line.value), line);
    return;
  }
  if (http::is_forbidden_request_header_name(header->name)) {
    bool const is_origin = byte_case_insensitive_equal(header->name, "origin");
    bool const is_cookie = byte_case_insensitive_equal(header->name, "cookie");
    mistake(DiagnosticCode::contract_header_forbidden, line, header->name,
            is_origin   ? "leave it out: 'from' says whose page asks"
            : is_cookie ? "leave it out: --cookie NAME=VALUE gives the browser a cookie"
                        : "leave it out: the browser sends it by itself, or not at all");
    return;
  }
  if (header->value.find(http::mask) != std::string::npos) {
    mistake(DiagnosticCode::contract_secret_masked, line, header->name, what_to_write(variable_named(header->name)));
    return;
  }
  auto const whole = filled(line, header->name);
  if (!whole) {
    return;
  }
  if (auto const sent = read_header_line(*whole)) {
    expectation_.headers.append(sent->name, sent->value);
  } else {
    mistake(DiagnosticCode::contract_secret_missing, line, fmt::format("a place in '{}'", header->name),
            "what is kept there is no header's value");
  }
}

void ExpectationReader::read_headers() {
  for (auto const& line : headers_) {
    read_header(line);
  }
}

void ExpectationReader::read_names(std::vector<WrittenText> const& written, std::vector<std::string>& names) {
  for (auto const& name : written) {
    if (!http::is_header_name(name.value)) {
      mistake(DiagnosticCode::contract_response_header_invalid, name, name.value, "");
    } else if (http::is_forbidden_response_header_name(name.value)) {
      mistake(DiagnosticCode::contract_response_header_forbidden, name, name.value, "");
    }
    names.push_back(byte_lowercase(name.value));
  }
}

void ExpectationReader::compare_names() {
  for (std::size_t i = 0; i < unreadable_.size(); ++i) {
    if (std::ranges::find(expectation_.readable, expectation_.unreadable[i]) != expectation_.readable.end()) {
      mistake(DiagnosticCode::contract_header_both_ways, unreadable_[i], unreadable_[i].value, "");
    }
  }
  if (expectation_.allowed) {
    return;
  }
  auto const refuse = [this](std::string_view key, SourceRange const& range) {
    mistakes_.push_back(
        {.code = DiagnosticCode::contract_read_when_blocked, .value = std::string(key), .range = range});
  };
  if (!readable_.empty()) {
    refuse("'readable'", readable_.front().range);
  }
  if (!unreadable_.empty()) {
    refuse("'unreadable'", unreadable_.front().range);
  }
  if (expectation_.status) {
    refuse("'status'", status_);
  }
}

void ExpectationReader::find_missing(toml::table const& table) {
  for (auto const needed : {"from", "request", "allowed"}) {
    if (table.find(needed) == table.end()) {
      auto const key = std::ranges::find(keys, needed, &TableKey<ExpectationReader>::name);
      mistakes_.push_back({.code = DiagnosticCode::contract_key_missing,
                           .value = needed,
                           .expected = key->expected,
                           .range = lines_.range_of(table.source())});
    }
  }
}

}  // namespace

explain::Expectation read_expectation(toml::table const& table, TomlLines const& lines, FillPlaces const& fill,
                                      Diagnostics& mistakes) {
  return ExpectationReader(lines, fill, mistakes).read(table);
}

}  // namespace corsage::formats
