// A real application behind a real nginx and a real HAProxy, with each fault in turn.

#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/hops/deployment.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::test {
namespace {

struct Row {
  std::string name;
  std::string path;
  bool is_put = true;  ///< with a preflight; else a GET without
  int status = 1;
  std::string verdict = "blocked";
  std::string blocked_from = {};  ///< empty: nobody blocks
  /// "layer reason leg header effect" each
  std::vector<std::string> findings = {};
};

std::string text_of(simdjson::dom::element const& value) {
  return value.is_null() ? std::string() : std::string(std::string_view(value));
}

std::vector<std::string> findings_of(simdjson::dom::element const& document) {
  std::vector<std::string> findings;
  for (simdjson::dom::element const finding : simdjson::dom::array(document["findings"])) {
    std::string words;
    for (char const* const key : {"layer", "reason", "leg", "header", "effect"}) {
      words += (words.empty() ? "" : " ") + (text_of(finding[key]).empty() ? "-" : text_of(finding[key]));
    }
    findings.push_back(words);
  }
  return findings;
}

std::vector<Row> rows() {
  constexpr char const* origin = "Access-Control-Allow-Origin";
  auto const both = [](std::string const& words, std::string const& end) {
    return std::vector<std::string>{words + " preflight " + end, words + " actual " + end};
  };
  auto const blocks = std::string(origin) + " blocks";
  return {
      {.name = "all is well", .path = "/right", .status = 0, .verdict = "allowed"},
      {.name = "the application itself says nothing", .path = "/none", .blocked_from = "app"},
      {.name = "nginx strips",
       .path = "/nginx-strips",
       .blocked_from = "nginx",
       .findings = both("nginx layer-strips-header", blocks)},
      {.name = "nginx strips what blocks nobody",
       .path = "/nginx-strips-exposed",
       .verdict = "allowed",
       .findings = {"nginx layer-strips-header actual Access-Control-Expose-Headers harms"}},
      {.name = "nginx overwrites",
       .path = "/nginx-overwrites",
       .blocked_from = "nginx",
       .findings = both("nginx layer-overwrites-header", blocks)},
      {.name = "nginx adds what the application does not send",
       .path = "/nginx-adds",
       .blocked_from = "app",
       .findings = both("nginx layer-adds-header", blocks)},
      {.name = "nginx doubles",
       .path = "/nginx-doubles",
       .blocked_from = "nginx",
       .findings = both("nginx layer-doubles-header", blocks)},
      {.name = "nginx doubles, and lets in whom the application refuses",
       .path = "/listed-nginx-doubles",
       .is_put = false,
       .blocked_from = "nginx",
       .findings = {"nginx layer-doubles-header actual " + blocks,
                    std::string("nginx layer-lets-in-strangers actual ") + origin + " harms"}},
      {.name = "nginx hides the application's list behind whoever asks",
       .path = "/listed-nginx-opens",
       .is_put = false,
       .verdict = "allowed",
       .findings = {std::string("nginx layer-lets-in-strangers actual ") + origin + " harms"}},
      {.name = "the list passes through", .path = "/listed", .is_put = false, .status = 0, .verdict = "allowed"},
      {.name = "nginx answers the preflight with all but the methods",
       .path = "/nginx-short-preflight",
       .blocked_from = "nginx",
       .findings = {"nginx layer-answers-preflight preflight - blocks"}},
      {.name = "nobody says Vary of what nobody keeps",
       .path = "/unstored",
       .is_put = false,
       .status = 0,
       .verdict = "allowed"},
      {.name = "nginx answers the preflight",
       .path = "/nginx-preflight",
       .blocked_from = "nginx",
       .findings = {"nginx layer-answers-preflight preflight - blocks"}},
      {.name = "nginx caches, and is told to ignore Vary",
       .path = "/nginx-cache",
       .is_put = false,
       .verdict = "allowed",
       .findings = {std::string("nginx layer-caches-across-origins actual ") + origin + " harms"}},
      {.name = "nginx caches, and nobody says Vary",
       .path = "/unvaried-nginx-cache",
       .is_put = false,
       .verdict = "allowed",
       .findings = {"app layer-lacks-vary actual Vary harms",
                    std::string("nginx layer-caches-across-origins actual ") + origin + " harms"}},
      {.name = "nginx caches by origin",
       .path = "/nginx-cache-by-origin",
       .is_put = false,
       .status = 0,
       .verdict = "allowed",
       .findings = {"nginx layer-caches actual - informs"}},
      {.name = "nginx drops Vary",
       .path = "/nginx-vary",
       .is_put = false,
       .verdict = "allowed",
       .findings = {"nginx layer-drops-vary actual Vary harms"}},
      {.name = "an error of nginx's own, without always",
       .path = "/nginx-error",
       .blocked_from = "nginx",
       .findings = {"nginx layer-own-error-without-cors actual - blocks"}},
      {.name = "an error page of nginx's in place of the application's",
       .path = "/nginx-error-page",
       .is_put = false,
       .blocked_from = "nginx",
       .findings = {"nginx layer-own-error-without-cors actual - blocks"}},
      {.name = "nginx redirects",
       .path = "/nginx-redirect",
       .blocked_from = "nginx",
       .findings = both("nginx layer-redirects", "Location blocks")},
      {.name = "nginx has a policy, and the page passes it",
       .path = "/nginx-sets",
       .status = 0,
       .verdict = "allowed",
       .findings = {"nginx layer-answers-preflight preflight - informs", "nginx layer-sets-cors actual - informs"}},
      {.name = "HAProxy strips",
       .path = "/haproxy-strips",
       .blocked_from = "haproxy",
       .findings = both("haproxy layer-strips-header", blocks)},
      {.name = "HAProxy overwrites",
       .path = "/haproxy-overwrites",
       .blocked_from = "haproxy",
       .findings = both("haproxy layer-overwrites-header", blocks)},
      {.name = "HAProxy adds what the application does not send",
       .path = "/haproxy-adds",
       .blocked_from = "app",
       .findings = both("haproxy layer-adds-header", blocks)},
      {.name = "HAProxy doubles",
       .path = "/haproxy-doubles",
       .blocked_from = "haproxy",
       .findings = both("haproxy layer-doubles-header", blocks)},
      {.name = "HAProxy hides the application's list behind whoever asks",
       .path = "/listed-haproxy-opens",
       .is_put = false,
       .verdict = "allowed",
       .findings = {std::string("haproxy layer-lets-in-strangers actual ") + origin + " harms"}},
      {.name = "HAProxy answers the preflight",
       .path = "/haproxy-preflight",
       .blocked_from = "haproxy",
       .findings = {"haproxy layer-answers-preflight preflight - blocks"}},
      {.name = "HAProxy caches, and nobody says Vary",
       .path = "/unvaried-haproxy-cache",
       .is_put = false,
       .verdict = "allowed",
       .findings = {"app layer-lacks-vary actual Vary harms",
                    std::string("haproxy layer-caches-across-origins actual ") + origin + " harms"}},
      {.name = "HAProxy drops Vary",
       .path = "/haproxy-vary",
       .is_put = false,
       .verdict = "allowed",
       .findings = {"haproxy layer-drops-vary actual Vary harms"}},
      {.name = "an error of HAProxy's own",
       .path = "/haproxy-error",
       .is_put = false,
       .blocked_from = "haproxy",
       .findings = {"haproxy layer-own-error-without-cors actual - blocks"}},
      {.name = "HAProxy redirects",
       .path = "/haproxy-redirect",
       .is_put = false,
       .blocked_from = "haproxy",
       .findings = {"haproxy layer-redirects actual Location blocks"}},
  };
}

TEST(Hops, TellsWhichLayerDoesWhat) {
  Deployment const deployment;
  simdjson::dom::parser parser;
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const arguments = row.is_put ? Process::Arguments{"--json",
                                                           "-X",
                                                           "PUT",
                                                           "-H",
                                                           "content-type: application/json",
                                                           "--send-unsafe",
                                                           "--credentials",
                                                           "include"}
                                      : Process::Arguments{"--json"};
    auto const ending = deployment.hops(row.path, arguments);
    EXPECT_EQ(ending.status, row.status) << ending.error;
    simdjson::dom::element const document = parser.parse(ending.output);
    EXPECT_EQ(text_of(document["schema"]), "corsage-hops/1");
    EXPECT_EQ(text_of(document["verdict"]), row.verdict);
    EXPECT_EQ(text_of(document["blocked_from"]), row.blocked_from);
    EXPECT_EQ(findings_of(document), row.findings) << ending.output;
  }
}

}  // namespace
}  // namespace corsage::test
