#include "corsage/http/secrets.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace corsage::http {
namespace {

struct Row {
  std::string name;
  std::string header;
  std::string value;
  std::string shown;
};

TEST(Secrets, are_masked_and_nothing_else_is) {
  std::vector<Row> const rows{
      {.name = "a scheme is no secret", .header = "Authorization", .value = "Bearer abc.def", .shown = "Bearer ***"},
      {.name = "credentials without a scheme", .header = "authorization", .value = "abc", .shown = "***"},
      {.name = "credentials that only look like a scheme",
       .header = "authorization",
       .value = "my word",
       .shown = "***"},
      {.name = "a cookie's name is no secret", .header = "Cookie", .value = "a=1; b=2", .shown = "a=***; b=***"},
      {.name = "a cookie without a name", .header = "Cookie", .value = "abc", .shown = "***"},
      {.name = "a new cookie's attributes are no secret",
       .header = "Set-Cookie",
       .value = "id=7; Path=/; SameSite=Lax",
       .shown = "id=***; Path=/; SameSite=Lax"},
      {.name = "an API key", .header = "X-API-Key", .value = "k", .shown = "***"},
      {.name = "a token of some cloud", .header = "x-amz-security-token", .value = "k", .shown = "***"},
      {.name = "an empty value", .header = "authorization", .value = "", .shown = ""},
      {.name = "an ordinary header", .header = "Content-Type", .value = "text/plain", .shown = "text/plain"},
      {.name = "names of headers are no secrets",
       .header = "Access-Control-Allow-Headers",
       .value = "authorization",
       .shown = "authorization"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shown_value(row.header, row.value, Secrets::masked), row.shown);
    EXPECT_EQ(shown_value(row.header, row.value, Secrets::shown), row.value);
  }
}

struct UrlRow {
  std::string name;
  std::string url;
  std::string shown;
};

TEST(Secrets, user_and_password_of_a_url_are_masked) {
  std::vector<UrlRow> const rows{
      {.name = "a password", .url = "https://me:pw@a.test/x?y#z", .shown = "https://***@a.test/x?y#z"},
      {.name = "a user name alone", .url = "http://me@a.test", .shown = "http://***@a.test"},
      {.name = "an @ in a path is no user", .url = "https://a.test/@me", .shown = "https://a.test/@me"},
      {.name = "nothing to mask", .url = "https://a.test/", .shown = "https://a.test/"},
      {.name = "no authority", .url = "mailto:me@a.test", .shown = "mailto:me@a.test"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shown_url(row.url, Secrets::masked), row.shown);
    EXPECT_EQ(shown_url(row.url, Secrets::shown), row.url);
  }
}

}  // namespace
}  // namespace corsage::http
