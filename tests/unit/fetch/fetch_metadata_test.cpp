#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::Destination;
using fetch::RequestMode;
using Lines = std::vector<std::string>;

struct Row {
  std::string name;
  Ask ask;
  Destination destination = Destination::empty;
  /// Where each answer redirects to; the last one answers.
  std::vector<std::string> locations = {};
  Lines sent;  ///< of each exchange: "dest mode site", or "" where there are none
};

// Rule 106: https://w3c.github.io/webappsec-fetch-metadata/
std::vector<Row> const rows{
    {.name = "within the origin", .ask = {.url = "https://app.example/x"}, .sent = {"empty cors same-origin"}},
    {.name = "another site", .ask = {}, .sent = {"empty cors cross-site"}},
    {.name = "another origin of the site",
     .ask = {.page = "https://app.site.example", .url = "https://api.site.example/x"},
     .sent = {"empty cors same-site"}},
    {.name = "another port is of the same site",
     .ask = {.url = "https://app.example:8443/x"},
     .sent = {"empty cors same-site"}},
    {.name = "another scheme is of another site",
     .ask = {.page = "http://app.example", .url = "https://app.example/x"},
     .sent = {"empty cors cross-site"}},
    {.name = "a page without an origin is of no site",
     .ask = {.page = "null", .url = "https://app.example/x"},
     .sent = {"empty cors cross-site"}},
    {.name = "nothing to a URL that anybody may read",
     .ask = {.page = "http://app.example", .url = "http://api.example/x"},
     .sent = {""}},
    {.name = "loopback is as good as secure",
     .ask = {.page = "http://localhost:3000", .url = "http://localhost:8080/x"},
     .sent = {"empty cors same-site"}},
    {.name = "a picture says so",
     .ask = {.mode = RequestMode::no_cors},
     .destination = Destination::image,
     .sent = {"image no-cors cross-site"}},
    {.name = "mode same-origin",
     .ask = {.url = "https://app.example/x", .mode = RequestMode::same_origin},
     .sent = {"empty same-origin same-origin"}},
    {.name = "a preflight has them too",
     .ask = {.method = "PUT"},
     .sent = {"empty cors cross-site", "empty cors cross-site"}},
    {.name = "a way that led out of the site does not lead back into it",
     .ask = {},
     .locations = {"https://app.example/y"},
     .sent = {"empty cors cross-site", "empty cors cross-site"}},
    {.name = "... nor out of the origin",
     .ask = {.page = "https://app.site.example", .url = "https://app.site.example/x"},
     .locations = {"https://api.site.example/y", "https://app.site.example/z"},
     .sent = {"empty cors same-origin", "empty cors same-site", "empty cors same-site"}},
    {.name = "a hop in the clear has none, and counts",
     .ask = {.page = "http://app.example", .url = "http://api.example/x"},
     .locations = {"http://localhost/y"},
     .sent = {"", "empty cors cross-site"}},
};

std::string metadata_of(fetch::WireRequest const& request) {
  std::string text;
  for (std::string const name : {"sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"}) {
    if (auto const value = request.headers.get(name)) {
      text.append(text.empty() ? "" : " ").append(value->view());
    }
  }
  return text;
}

TEST(FetchMetadata, GoesWithEveryRequestToATrustworthyUrl) {
  for (auto const& row : rows) {
    for (auto const* profile : fetch::all_profiles()) {
      SCOPED_TRACE(row.name + ", " + std::string(profile->name));
      auto ask = row.ask;
      ask.profile = profile;
      auto request = request_of(ask);
      request.destination = row.destination;
      std::vector<http::Response> answers;
      if (ask.method != "GET") {
        answers.push_back(answer(204, {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "*"}}));
      }
      for (auto const& location : row.locations) {
        answers.push_back(answer(302, {{"Access-Control-Allow-Origin", "*"}, {"Location", location}}));
      }
      answers.push_back(answer(200, {{"Access-Control-Allow-Origin", "*"}}));
      auto const result = run(request, environment_of(ask), answers);
      Lines sent;
      for (auto const& exchange : result.journal) {
        sent.push_back(metadata_of(exchange.request));
        EXPECT_FALSE(exchange.request.headers.contains("sec-fetch-user"));
      }
      EXPECT_EQ(sent, row.sent);
    }
  }
}

TEST(FetchMetadata, IsNotForThePageToSay) {
  auto const result = run({.url = "https://app.example/x", .headers = {{"Sec-Fetch-Site", "none"}}}, {answer(200)});
  EXPECT_EQ(metadata_of(result.journal.at(0).request), "empty cors same-origin");
}

}  // namespace
}  // namespace corsage::tests
