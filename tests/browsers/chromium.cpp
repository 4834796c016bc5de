#include "chromium.hpp"

#include <stdexcept>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

namespace corsage::test {
namespace {

/// The text as it was before a browser wrote it as HTML.
std::string without_entities(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> entities[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (auto const& [entity, character] : entities) {
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1)) {
      text.replace(at, entity.size(), character);
    }
  }
  return text;
}

}  // namespace

std::string seen_by_chromium(std::string const& url) {
  TemporaryDirectory const profile;
  auto const ending = run({"chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                           "--no-first-run", "--no-proxy-server", "--user-data-dir=" + profile.path().string(),
                           "--virtual-time-budget=20000", "--dump-dom", url});
  constexpr std::string_view start = "<pre id=\"seen\">";
  auto const from = ending.output.find(start);
  auto const to = ending.output.find("</pre>", from);
  if (from == std::string::npos || to == std::string::npos) {
    throw std::runtime_error("chromium: " + ending.output + ending.error);
  }
  return without_entities(ending.output.substr(from + start.size(), to - from - start.size()));
}

}  // namespace corsage::test
