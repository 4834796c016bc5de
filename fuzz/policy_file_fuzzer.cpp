#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corsage/formats/policy_file.hpp"

using namespace corsage;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

bool lies_in(SourceRange const& range, std::string_view file) {
  return range.line != 0 && range.column != 0 && range.column + range.length <= range.text.size() + 1 &&
         file.find(range.text) != std::string_view::npos;
}

}  // namespace

/// Every mistake and every value has its place in the file. What has no mistake reads back when it is written.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  auto const file = formats::read_policy_file(text, "corsage.toml");
  for (auto const& mistake : file.mistakes) {
    require(lies_in(mistake.range, text));
  }
  require(file.places.origins.entries.size() == file.config.origins.size());
  for (auto const& place : file.places.origins.entries) {
    require(lies_in(place, text));
  }
  if (file.mistakes.empty()) {
    auto const again = formats::read_policy_file(formats::write_policy_file(file.config), "corsage.toml");
    require(again.mistakes.empty() && again.config == file.config);
  }
  return 0;
}
