#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/fetch/exchange.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-response-type, as script sees it.
enum class ResponseType : std::uint8_t { basic, cors, opaque, opaqueredirect, error };

std::string_view to_string(ResponseType type);

enum class Verdict : std::uint8_t {
  allowed,       ///< fetch() resolves
  blocked,       ///< fetch() rejects
  undetermined,  ///< evidence is missing
};

std::string_view to_string(Verdict verdict);

/// What the page gets: a filtered response, or a network error.
struct Outcome {
  Verdict verdict = Verdict::undetermined;
  ResponseType type = ResponseType::error;
  int status = 0;
  std::string status_text = {};
  std::string url = {};  ///< without fragment; empty where script sees ""
  bool redirected = false;
  http::HeaderList readable = {};  ///< the lines script can read
  /// Whether script can read the body: an empty text where there is none.
  bool body_readable = false;
  /// Whether there is one: not for HEAD and the statuses without.
  bool has_body = false;
  /// The body of a response that no network gave (data:, about:blank); otherwise it is the last exchange's.
  std::optional<std::string> local_body = std::nullopt;
  bool timing_allowed = false;  ///< https://fetch.spec.whatwg.org/#concept-response-timing-allow-passed
};

}  // namespace corsage::fetch
