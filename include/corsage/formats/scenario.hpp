#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/formats/scripted_server.hpp"

namespace corsage::formats {

/// One case: what a page asks, and how a scripted server answers.
struct Scenario {
  std::string id = "null";  ///< as JSON: the case's own name for itself
  fetch::Environment environment = {.origin = url::Origin::opaque(1)};
  fetch::Request request = {};
  ScriptedServer server = {};
};

/// Reads scenarios, one after the other, each a JSON object. It keeps its memory from one to the next.
///
/// A string of header lines, methods and bodies holds bytes as the code points U+0000 to U+00FF. What a page may write
/// but a browser refuses (a URL that does not parse, an impossible method or header) is no mistake: it is the fetch that
/// fails. A code point that is no byte then reads as NUL, which HTTP forbids.
class ScenarioReader {
 public:
  /// So many bytes behind a line can be read without harm: then it is read in place.
  static constexpr std::size_t padding = 64;

  ScenarioReader();
  ~ScenarioReader();
  ScenarioReader(ScenarioReader const&) = delete;
  ScenarioReader& operator=(ScenarioReader const&) = delete;

  /// Fills `scenario` from `line`, behind which `readable` bytes can be read. Where that fails, each mistake has its
  /// column, and `scenario.id` the case's id as far as it was read.
  Result<void> read(std::string_view line, std::size_t readable, Scenario& scenario);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace corsage::formats
