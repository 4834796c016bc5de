#include "corsage/formats/curl_line.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

TEST(CurlLine, SendsTheSameRequest) {
  struct Row {
    std::string name;
    std::string url = "https://api.test/x";
    std::string method = "GET";
    http::HeaderList headers = {};
    std::string line;
    std::string options = {};
    http::Secrets secrets = http::Secrets::masked;
  };
  std::vector<Row> const rows = {
      {.name = "a request of a page",
       .headers = {{"Accept", "*/*"}, {"Origin", "https://app.test"}},
       .line = "curl -s -i -H 'Origin: https://app.test' https://api.test/x"},
      {.name = "a preflight",
       .method = "OPTIONS",
       .headers = {{"Origin", "null"}, {"Access-Control-Request-Method", "PUT"}},
       .line = "curl -s -i -X OPTIONS -H 'Origin: null' -H 'Access-Control-Request-Method: PUT' https://api.test/x"},
      {.name = "a server that is reached by another way",
       .method = "OPTIONS",
       .headers = {{"Origin", "null"}},
       .line = "curl -s -i --resolve api.test:443:127.0.0.1 -k -X OPTIONS -H 'Origin: null' https://api.test/x",
       .options = "--resolve api.test:443:127.0.0.1 -k"},
      {.name = "a request for the head alone", .method = "HEAD", .line = "curl -s -i --head https://api.test/x"},
      {.name = "characters that a shell and curl read something into",
       .url = "https://api.test/x?a={1,2}&b=[3]#there",
       .headers = {{"Origin", "https://app.test'`$(x).evil.test"}},
       .line = R"(curl -s -i -H 'Origin: https://app.test'\''`$(x).evil.test' -g 'https://api.test/x?a={1,2}&b=[3]')"},
      {.name = "an address in brackets is one URL", .url = "http://[::1]:8/", .line = "curl -s -i 'http://[::1]:8/'"},
      {.name = "a carriage return in a value",
       .headers = {{"Origin", "https://x\rX-A:1"}},
       .line = R"(curl -s -i -H $'Origin: https://x\015X-A:1' https://api.test/x)"},
      {.name = "a header without a value", .headers = {{"X-A", ""}}, .line = "curl -s -i -H 'X-A;' https://api.test/x"},
      {.name = "secrets are variables, which the shell fills in",
       .url = "https://me:sesame@api.test/?key=sesame",
       .headers = {{"Authorization", "Bearer sesame"}, {"Cookie", "a=sesame; b=sesame"}},
       .line = "curl -s -i -H 'Authorization: Bearer '\"$AUTHORIZATION\" -H 'Cookie: a='\"$A\"'; b='\"$B\" "
               "https://\"$USER_AND_PASSWORD\"'@api.test/?key='\"$KEY\""},
      {.name = "unless they are asked for",
       .headers = {{"Authorization", "Bearer sesame"}},
       .line = "curl -s -i -H 'Authorization: Bearer sesame' https://api.test/x",
       .secrets = http::Secrets::shown},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    fetch::WireRequest const request{
        .method = row.method, .url = url::Url::parse(row.url).value(), .headers = row.headers};
    EXPECT_EQ(curl_line(request, row.options, row.secrets), row.line);
  }
}

TEST(CurlLine, TakesWhatIsKeptSomewhereFromThere) {
  http::GivenSecrets given;
  given.add_value("abracadabra", "env:SESSION");
  given.add_value("hocuspocus", "file:my token");
  given.add_header("Cookie", "sid=abracadabra; theme=dark");
  given.add_header("X-Tenant", "opensesame");
  given.add_kept_header("X-Key", "hocuspocus");
  fetch::WireRequest const request{.method = "GET",
                                   .url = url::Url::parse("https://api.test/abracadabra?tenant=opensesame").value(),
                                   .headers = {{"Authorization", "Bearer hocuspocus"},
                                               {"X-Key", "hocuspocus"},
                                               {"X-Tenant", "opensesame"},
                                               {"Cookie", "sid=abracadabra; theme=dark"}}};
  EXPECT_EQ(curl_line(request, {}, http::Secrets(http::Secrets::masked).with(given)),
            "curl -s -i -H 'Authorization: Bearer '\"$(cat 'my token')\" -H 'X-Key: '\"$(cat 'my token')\" "
            "-H 'X-Tenant: '\"$X_TENANT\" -H 'Cookie: sid='\"$SESSION\"'; theme='\"$THEME\" "
            "https://api.test/\"$SESSION\"'?tenant='\"$TENANT\"");
}

}  // namespace
}  // namespace corsage::formats
