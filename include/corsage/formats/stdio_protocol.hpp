#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/exchange.hpp"
#include "corsage/fetch/outcome.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/trace/trace.hpp"

/// What `corsage fetch --stdio` is asked and answers: one JSON object a line each way.
namespace corsage::formats {

/// A page and its request.
struct StdioRequest {
  std::string id = "null";  ///< as JSON: what the answer is known by
  fetch::Environment environment = {.origin = url::Origin::opaque(1)};
  fetch::Request request = {};
};

/// Reads requests, one after the other. Bodies are Base64: bytes, to which no Content-Type is added.
class StdioRequestReader {
 public:
  StdioRequestReader();
  ~StdioRequestReader();
  StdioRequestReader(StdioRequestReader const&) = delete;
  StdioRequestReader& operator=(StdioRequestReader const&) = delete;

  /// Fills `request` from a line. Where that fails, each mistake has its column, and `request.id` is the id as far as it
  /// was read.
  Result<void> read(std::string_view line, StdioRequest& request);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// Writes the answer to a request that was allowed, with the body that the page can read, if it can read one, and what
/// kept the body away, if anything did.
void write_stdio_response(JsonWriter& json, std::string_view id, fetch::Outcome const& outcome,
                          std::optional<std::string_view> body, std::string_view body_failure = {});

/// Writes the answer to a request that was blocked: the reason, and what led to it.
void write_stdio_failure(JsonWriter& json, std::string_view id, trace::Trace const& trace,
                         fetch::Journal const& journal);

}  // namespace corsage::formats
