#include "corsage/explain/fingerprint.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::explain {
namespace {

fetch::Exchange exchange(trace::Leg leg, http::Response response) {
  return {.request = {.leg = leg,
                      .method = leg == trace::Leg::preflight ? "OPTIONS" : "GET",
                      .url = url::Url::parse("https://api.example/x").value()},
          .answer = fetch::Answered{.response = std::move(response)}};
}

struct Row {
  std::string_view name;
  trace::Leg leg = trace::Leg::actual;
  http::Response response;
  std::vector<std::string_view> products;  ///< in this order
  std::string_view platform = "any";
  bool has_meaning = false;  ///< the first explains the cause
};

std::vector<Row> rows() {
  constexpr auto preflight = trace::Leg::preflight;
  return {
      {.name = "nothing is said of the server", .response = {}, .products = {}},
      {.name = "Express names itself",
       .response = {.headers = {{"X-Powered-By", "Express"}}},
       .products = {"Express"},
       .platform = "express"},
      {.name = "Express has no route for OPTIONS",
       .leg = preflight,
       .response = {.status = 404, .body = "<pre>Cannot OPTIONS /x</pre>"},
       .products = {"Express"},
       .platform = "express",
       .has_meaning = true},
      {.name = "Express behind nginx is mended in Express",
       .response = {.headers = {{"Server", "nginx/1.27.4"}, {"X-Powered-By", "Express"}}},
       .products = {"Express", "nginx"},
       .platform = "express"},
      {.name = "nginx refuses OPTIONS on files",
       .leg = preflight,
       .response = {.status = 405, .headers = {{"Server", "nginx"}}, .body = "<hr><center>nginx</center>"},
       .products = {"nginx", "nginx"},
       .platform = "nginx",
       .has_meaning = true},
      {.name = "a router lists its methods without OPTIONS",
       .leg = preflight,
       .response = {.status = 405, .headers = {{"Allow", "GET, POST"}}},
       .products = {"a router"},
       .has_meaning = true},
      {.name = "a router that knows OPTIONS is no router without it",
       .leg = preflight,
       .response = {.status = 405, .headers = {{"Allow", "GET, OPTIONS"}}},
       .products = {}},
      {.name = "Spring refuses",
       .leg = preflight,
       .response = {.status = 403, .body = "Invalid CORS request"},
       .products = {"Spring"},
       .platform = "spring",
       .has_meaning = true},
      {.name = "Starlette refuses",
       .leg = preflight,
       .response = {.status = 400, .headers = {{"server", "uvicorn"}}, .body = "Disallowed CORS method, headers"},
       .products = {"Starlette (FastAPI)", "Uvicorn (FastAPI, Starlette)"},
       .platform = "fastapi",
       .has_meaning = true},
      {.name = "Cloud IAM refuses the preflight",
       .leg = preflight,
       .response = {.status = 403, .headers = {{"Server", "Google Frontend"}}},
       .products = {"Google Cloud", "Google Cloud"},
       .has_meaning = true},
      {.name = "API Gateway's authorizer answers",
       .response = {.status = 401,
                    .headers = {{"x-amzn-ErrorType", "UnauthorizedException"}},
                    .body = "{\"message\":\"Unauthorized\"}"},
       .products = {"Amazon API Gateway", "an API gateway"},
       .has_meaning = true},
      {.name = "the same answer with CORS headers hides nothing",
       .response = {.status = 401,
                    .headers = {{"x-amzn-ErrorType", "UnauthorizedException"}, {"Access-Control-Allow-Origin", "*"}},
                    .body = "{\"message\":\"Unauthorized\"}"},
       .products = {}},
      {.name = "ASP.NET Core matches no origin",
       .leg = preflight,
       .response = {.status = 204, .headers = {{"Server", "Kestrel"}}},
       .products = {"ASP.NET Core", "ASP.NET Core"},
       .platform = "aspnet",
       .has_meaning = true},
      {.name = "CloudFront's cache answers for S3",
       .response = {.headers = {{"X-Cache", "Hit from cloudfront"},
                                {"Via", "1.1 c31d.cloudfront.net (CloudFront)"},
                                {"Server", "AmazonS3"}}},
       .products = {"Amazon CloudFront", "Amazon S3", "Amazon CloudFront"},
       .has_meaning = true},
      {.name = "Cloudflare asks for a human",
       .response = {.status = 403, .headers = {{"cf-mitigated", "challenge"}, {"CF-RAY", "1"}}},
       .products = {"Cloudflare", "Cloudflare"},
       .has_meaning = true},
      {.name = "a session has ended",
       .response = {.status = 302, .headers = {{"Location", "https://login.microsoftonline.com/common"}}},
       .products = {"Microsoft Entra ID"},
       .has_meaning = true},
  };
}

TEST(Fingerprints, NameTheProductAndWhatItsAnswerMeans) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const found = recognise(exchange(row.leg, row.response));
    std::vector<std::string_view> products;
    for (auto const& fingerprint : found) {
      products.push_back(fingerprint.product);
      EXPECT_FALSE(fingerprint.signal.empty());
    }
    EXPECT_EQ(products, row.products);
    EXPECT_EQ(platform_of(found), row.platform);
    EXPECT_EQ(!found.empty() && !found.front().meaning.empty(), row.has_meaning);
  }
}

TEST(Fingerprints, OfAJournalStandOnceAndExplanationsFirst) {
  auto const named = exchange(trace::Leg::actual, {.headers = {{"X-Powered-By", "Express"}}});
  auto const explained = exchange(
      trace::Leg::preflight, {.status = 404, .headers = {{"X-Powered-By", "Express"}}, .body = "Cannot OPTIONS /x"});
  auto const found = recognise(fetch::Journal{named, explained, named});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].meaning.empty());
  EXPECT_TRUE(found[1].meaning.empty());
}

TEST(Fingerprints, OfAnExchangeWithoutAnswerAreNone) {
  auto failed = exchange(trace::Leg::actual, {});
  failed.answer = fetch::Failed{};
  EXPECT_TRUE(recognise(failed).empty());
}

}  // namespace
}  // namespace corsage::explain
