#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "corsage/fetch/profile.hpp"
#include "predictor.hpp"

#include <simdjson.h>

using namespace corsage;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// The JSON of an object's id. Of several the last counts.
std::string id_of(simdjson::dom::parser& parser, std::string_view json) {
  simdjson::dom::object document;
  require(parser.parse(json.data(), json.size()).get(document) == simdjson::SUCCESS);
  std::string id = "null";
  for (auto const member : document) {
    id = member.key == "id" ? simdjson::to_string(member.value) : id;
  }
  return id;
}

}  // namespace

/// A line that is a scenario has an answer of one line, which is JSON with the same id, and is the same whenever it is
/// asked. A line that is none has mistakes with a place in it, and leaves no answer.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static cli::Predictor predictor(fetch::spec_profile());
  static simdjson::dom::parser parser;
  std::string const line(reinterpret_cast<char const*>(data), size);
  std::string answer;
  auto const verdict = predictor.answer(line, 0, answer);
  if (!verdict) {
    require(answer.empty());
    require(!verdict.error().empty());
    for (auto const& mistake : verdict.error()) {
      require(mistake.range.column >= 1 && mistake.range.column <= size + 1);
    }
    return 0;
  }
  require(*verdict != fetch::Verdict::undetermined);
  require(answer.find('\n') == answer.size() - 1);
  require(id_of(parser, line) == id_of(parser, answer));
  std::string again;
  require(predictor.answer(line, 0, again).has_value());
  require(again == answer);
  cli::Predictor fresh(fetch::spec_profile());
  again.clear();
  require(fresh.answer(line, 0, again).has_value());
  require(again == answer);
  return 0;
}
