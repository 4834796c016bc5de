#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "corsage/formats/contract_file.hpp"

using namespace corsage;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

bool lies_in_line(SourceRange const& range) {
  return range.line != 0 && range.column != 0 && range.column + range.length <= range.text.size() + 1;
}

}  // namespace

/// Every mistake and every expectation has its place. What has no mistake can be asked, and reads back when it is written.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  auto const file = formats::read_contract_file(text, "contract.toml");
  for (auto const& mistake : file.mistakes) {
    require(lies_in_line(mistake.range));
  }
  auto const& expectations = file.contract.expectations;
  require(file.places.size() == expectations.size());
  for (auto const& place : file.places) {
    require(lies_in_line(place));
  }
  if (!file.mistakes.empty()) {
    return 0;
  }
  require(!expectations.empty());
  auto const server = *url::Url::parse("https://server.invalid/v1/");
  std::vector<formats::WrittenExpectation> parts;
  for (auto const& expectation : expectations) {
    require(!expectation.from.empty());
    auto const request = explain::request_of(expectation, server);
    require(!request.unparsable_url && url::same_origin(request.url, server));
    parts.push_back({.comments = {expectation.name}, .expectation = expectation});
  }
  auto const again =
      formats::read_contract_file(formats::write_contract_file(file.contract.at, parts), "contract.toml");
  require(again.mistakes.empty() && again.contract == file.contract);
  return 0;
}
