#include "why_line.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "network_options.hpp"
#include "page_options.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

struct Row {
  std::string name;
  std::vector<std::string> words;
  std::string line;
  http::Secrets secrets = http::Secrets::masked;
};

TEST(WhyLine, AsksAboutTheSameFetch) {
  std::vector<Row> const rows = {
      {.name = "a URL and a page",
       .words = {"https://api.test/x", "--from", "https://app.test"},
       .line = "corsage why https://api.test/x --from https://app.test"},
      {.name = "what is about the output is left out",
       .words = {"--include", "https://api.test/x"},
       .line = "corsage why https://api.test/x"},
      {.name = "values are quoted for a shell",
       .words = {"https://api.test/x?a=1&b=2", "-H", "accept: it's", "-d", "", "-k"},
       .line = "corsage why 'https://api.test/x?a=1&b=2' --header 'accept: it'\\''s' --data '' --insecure"},
      {.name = "every value of an option that is repeated",
       .words = {"-H", "a: 1", "-H", "b: 2"},
       .line = "corsage why --header 'a: '\"$A\" --header 'b: '\"$B\""},
      {.name = "secrets are variables, which the shell fills in",
       .words = {"-H", "Authorization: Bearer sesame", "-H", "X-Api-Key: it's", "--cookie", "my.id=sesame"},
       .line = "corsage why --header 'Authorization: Bearer '\"$AUTHORIZATION\" --header 'X-Api-Key: '\"$X_API_KEY\" "
               "--cookie my.id=\"$MY_ID\""},
      {.name = "each its own",
       .words = {"https://api.test/?api_key=sesame&a=1&2token=sesame", "-H", "Cookie: a=sesame; b=sesame"},
       .line = "corsage why 'https://api.test/?api_key='\"$API_KEY\"'&a=1&2token='\"$SECRET_2TOKEN\" "
               "--header 'Cookie: a='\"$A\"'; b='\"$B\""},
      {.name = "stars that are no secret are themselves",
       .words = {"-H", "x-a: ***"},
       .line = "corsage why --header 'x-a: ***'"},
      {.name = "so are passwords in URLs",
       .words = {"http://me:sesame@api.test/", "--proxy", "http://me:sesame@proxy.test:1"},
       .line = "corsage why http://\"$USER_AND_PASSWORD\"@api.test/ "
               "--proxy http://\"$PROXY_USER_AND_PASSWORD\"@proxy.test:1"},
      {.name = "and in URLs without a scheme",
       .words = {"me:sesame@api.test/@x", "--proxy", "me:sesame@proxy.test:1"},
       .line = "corsage why \"$USER_AND_PASSWORD\"@api.test/@x --proxy \"$PROXY_USER_AND_PASSWORD\"@proxy.test:1"},
      {.name = "unless they are asked for",
       .words = {"http://me:sesame@api.test/", "--cookie", "id=sesame"},
       .line = "corsage why http://me:sesame@api.test/ --cookie id=sesame",
       .secrets = http::Secrets::shown},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    CLI::App command;
    PageOptions page;
    NetworkOptions network;
    bool shows_headers = false;
    add_page_options(command, page);
    command.add_flag("-i,--include", shows_headers);
    add_network_options(command, network);
    auto words = row.words;
    std::ranges::reverse(words);
    command.parse(words);
    EXPECT_EQ(why_line(command, row.secrets), row.line);
  }
}

}  // namespace
}  // namespace corsage::cli
