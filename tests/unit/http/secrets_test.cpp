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
      {.name = "a key with underscores", .header = "api_key", .value = "k", .shown = "***"},
      {.name = "a key in another header's URL",
       .header = "Link",
       .value = "<https://a.test/?token=s>; rel=next",
       .shown = "<https://a.test/?token=***>; rel=next"},
      {.name = "an empty value", .header = "authorization", .value = "", .shown = ""},
      {.name = "an ordinary header", .header = "Content-Type", .value = "text/plain", .shown = "text/plain"},
      {.name = "a password in a redirect",
       .header = "Location",
       .value = "https://me:my pw@a.test/x",
       .shown = "https://***@a.test/x"},
      {.name = "a password in any other header",
       .header = "Link",
       .value = "<https://me:pw@a.test/x>; rel=next",
       .shown = "<https://***@a.test/x>; rel=next"},
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
      {.name = "an @ in the password", .url = "https://me:p@w@a.test/", .shown = "https://***@a.test/"},
      {.name = "a URL within a URL",
       .url = "https://a.test/?to=http://me:pw@b.test/",
       .shown = "https://a.test/?to=http://***@b.test/"},
      {.name = "the page's scheme", .url = "//me:pw@a.test/", .shown = "//***@a.test/"},
      {.name = "two slashes in a path", .url = "https://a.test/x//@me", .shown = "https://a.test/x//@me"},
      {.name = "two slashes behind the host", .url = "https://a.test//@me", .shown = "https://a.test//@me"},
      {.name = "slashes that lean back", .url = "https:\\\\me:pw@a.test\\x", .shown = "https:\\\\***@a.test\\x"},
      {.name = "as many slashes as browsers take", .url = "HTTP:me:pw@a.test", .shown = "HTTP:***@a.test"},
      {.name = "a space in the password", .url = "https://me:my pw@a.test/", .shown = "https://***@a.test/"},
      {.name = "a key in the query",
       .url = "https://a.test/?a=1&api_key=s1&b=2&Access_Token=s2#token=s3",
       .shown = "https://a.test/?a=1&api_key=***&b=2&Access_Token=***#token=***"},
      {.name = "a key with anything in it",
       .url = "https://a.test/?key=s 1'\";s2&b=2",
       .shown = "https://a.test/?key=***&b=2"},
      {.name = "parameters that are no secrets",
       .url = "https://a.test/token=1?keyboard=2&author=3&a",
       .shown = "https://a.test/token=1?keyboard=2&author=3&a"},
      {.name = "a secret that is empty", .url = "https://a.test/?token=&a=1", .shown = "https://a.test/?token=&a=1"},
      {.name = "a URL within a parameter",
       .url = "https://a.test/?to=/b?sig=s1&c",
       .shown = "https://a.test/?to=/b?sig=***&c"},
      {.name = "a password without a scheme", .url = "me:pw@a.test/@x", .shown = "***@a.test/@x"},
      {.name = "a name without a password", .url = "me@a.test", .shown = "me@a.test"},
      {.name = "no authority", .url = "mailto:me@a.test", .shown = "mailto:me@a.test"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shown_url(row.url, Secrets::masked), row.shown);
    EXPECT_EQ(shown_url(row.url, Secrets::shown), row.url);
  }
}

TEST(Secrets, urls_within_a_sentence_are_masked) {
  std::vector<UrlRow> const rows{
      {.name = "between quotation marks",
       .url = "GET 'http://me:pw@a.test/' failed",
       .shown = "GET 'http://***@a.test/' failed"},
      {.name = "two of them",
       .url = "http://me@a.test/ http://me@b.test/",
       .shown = "http://***@a.test/ http://***@b.test/"},
      {.name = "an @ behind a URL is no password's",
       .url = "from 'http://a.test': the value 'b@c'",
       .shown = "from 'http://a.test': the value 'b@c'"},
      {.name = "a key between quotation marks",
       .url = "GET 'http://a.test/?token=it's' from 'http://b.test', or http://a.test/?a&key=s2.",
       .shown = "GET 'http://a.test/?token=***' from 'http://b.test', or http://a.test/?a&key=***"},
      {.name = "a key between marks that are not of ASCII",
       .url = "at \xE2\x80\x98http://a.test/?key=s\xE2\x80\x99. (Reason: x)",
       .shown = "at \xE2\x80\x98http://a.test/?key=***\xE2\x80\x99. (Reason: x)"},
      {.name = "no URL", .url = "me:pw@a.test // b@c", .shown = "me:pw@a.test // b@c"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shown_text(row.url, Secrets::masked), row.shown);
    EXPECT_EQ(shown_text(row.url, Secrets::shown), row.url);
  }
}

}  // namespace
}  // namespace corsage::http
