#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/header_list.hpp"
#include "corsage/http/message.hpp"
#include "corsage/policy/config.hpp"

#include <simdjson.h>

namespace corsage::tests {

/// A header that a fact expects, and the values that will do.
struct ExpectedHeader {
  std::string name;
  std::vector<std::string> values;
};

/// What a server with a CORS layer answers a request with, and what browsers make of that.
struct HttpFact {
  std::string dialect;
  bool has_layer = true;                 ///< false: the layer is switched off
  std::optional<policy::Config> config;  ///< nothing: a policy cannot say it

  std::string method;
  http::HeaderList request = {};
  http::HeaderList outer = {};  ///< lines that are on the answer before the layer sees it
  http::Response upstream = {};

  bool is_answered_by_layer = false;
  std::vector<int> statuses = {};
  std::vector<ExpectedHeader> headers = {};
  std::vector<std::string> absent = {};
  bool is_exact = false;          ///< no other header is there
  http::Response expected = {};   ///< the whole answer
  std::string verdict_omit = {};  ///< of a page's fetch without credentials: "pass" or "fail:..."; empty: no page asks
  std::string verdict_include = {};  ///< and with credentials
};

HttpFact http_fact(simdjson::dom::element const& json);

/// The neutral form of a configuration in corsage's words; nothing where corsage has none for it.
std::optional<policy::Config> config_of(simdjson::dom::element const& json, std::string_view dialect);

/// A pattern of another system as one of corsage's: `*.` means any depth there, which is written `**.` here.
std::string pattern_of(std::string_view pattern);

/// The strings of a list; empty where there is none.
std::vector<std::string> strings_of(simdjson::dom::element const& json, std::string_view key);

/// A member that is a string; nothing where it is not there, or null.
std::optional<std::string> string_of(simdjson::dom::element const& json, std::string_view key);

bool is_true(simdjson::dom::element const& json, std::string_view key);

}  // namespace corsage::tests
