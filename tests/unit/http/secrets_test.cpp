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
      {.name = "a session", .header = "SID", .value = "abc", .shown = "***"},
      {.name = "a code is no header's secret", .header = "Code", .value = "404", .shown = "404"},
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
      {.name = "a session and a code that lets in",
       .url = "https://a.test/cb?sid=s1&Code=s2&state=3#code=s3",
       .shown = "https://a.test/cb?sid=***&Code=***&state=3#code=***"},
      {.name = "names with those in them",
       .url = "https://a.test/?inside=1&postcode=2&code-style=3",
       .shown = "https://a.test/?inside=1&postcode=2&code-style=3"},
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
      {.name = "a code that is a status",
       .url = "'http://a.test/' says code=404; code: 404 Not Found",
       .shown = "'http://a.test/' says code=404; code: 404 Not Found"},
      {.name = "no URL", .url = "me:pw@a.test // b@c", .shown = "me:pw@a.test // b@c"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shown_text(row.url, Secrets::masked), row.shown);
    EXPECT_EQ(shown_text(row.url, Secrets::shown), row.url);
  }
}

GivenSecrets given() {
  GivenSecrets given;
  given.add_header("X-Tenant", "opensesame/1");
  given.add_header("X-Version", "2");
  given.add_header("X-Debug", "true");
  given.add_header("X-Room", "blue");
  given.add_header("Authorization", "Bearer tok.en.of.mine");
  given.add_header("Cookie", "sid=abracadabra; theme=dark");
  given.add_header("Content-Type", "application/x-of-mine");
  given.add_kept_header("Accept", "text/x-kept");
  given.add_value("hocuspocus", "env:SESSION");
  return given;
}

TEST(GivenSecrets, are_masked_under_their_names_and_wherever_their_values_stand) {
  auto const known = given();
  std::vector<Row> const rows{
      {.name = "under its name", .header = "x-tenant", .value = "opensesame/1", .shown = "***"},
      {.name = "whatever it holds there", .header = "x-version", .value = "3", .shown = "***"},
      {.name = "said again under another name", .header = "X-Echo", .value = "a opensesame/1.", .shown = "a ***."},
      {.name = "within a word", .header = "X-Echo", .value = "xopensesame/1x", .shown = "x***x"},
      {.name = "in other letters", .header = "Allow", .value = "GET, OPENSESAME/1", .shown = "GET, ***"},
      {.name = "as URLs write it", .header = "Location", .value = "/?to=opensesame%2F1#x", .shown = "/?to=***#x"},
      {.name = "a token without its scheme", .header = "ETag", .value = "\"tok.en.of.mine\"", .shown = "\"***\""},
      {.name = "a cookie's value", .header = "Link", .value = "</abracadabra>", .shown = "</***>"},
      {.name = "within what is shown of a new cookie",
       .header = "Set-Cookie",
       .value = "a=1; Path=/abracadabra",
       .shown = "a=***; Path=/***"},
      {.name = "a short one as a whole word", .header = "X-Echo", .value = "blue, bluebird", .shown = "***, bluebird"},
      {.name = "what everybody uses stays",
       .header = "Access-Control-Allow-Credentials",
       .value = "true",
       .shown = "true"},
      {.name = "what is very short stays elsewhere", .header = "X-Echo", .value = "2", .shown = "2"},
      {.name = "a plain header stays",
       .header = "Content-Type",
       .value = "application/x-of-mine",
       .shown = "application/x-of-mine"},
      {.name = "unless it was kept somewhere", .header = "accept", .value = "text/x-kept", .shown = "***"},
      {.name = "what was kept", .header = "X-Echo", .value = "hocuspocus", .shown = "***"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(shown_value(row.header, row.value, Secrets(Secrets::masked).with(known)), row.shown);
    EXPECT_EQ(shown_value(row.header, row.value, Secrets(Secrets::shown).with(known)), row.value);
  }
}

struct SparedRow {
  std::string name;
  std::string value;
  std::string text;
  std::string shown;
};

TEST(GivenSecrets, that_are_names_of_an_origin_are_masked_under_their_names_alone) {
  std::vector<SparedRow> const rows{
      {.name = "a label", .value = "example", .text = "https://xcr.app.example.org", .shown = ""},
      {.name = "a label in other letters", .value = "Example", .text = "Example", .shown = ""},
      {.name = "the host", .value = "app.example.org", .text = "https://app.example.org.xcr.test", .shown = ""},
      {.name = "a domain of the host", .value = "example.org", .text = "https://xcr.example.org", .shown = ""},
      {.name = "the origin",
       .value = "https://app.example.org:8443",
       .text = "https://app.example.org:8443",
       .shown = ""},
      {.name = "as URLs write it",
       .value = "https://app.example.org:8443",
       .text = "/?to=https%3A%2F%2Fapp.example.org%3A8443",
       .shown = ""},
      {.name = "the host with its port", .value = "app.example.org:8443", .text = "app.example.org:8443", .shown = ""},
      {.name = "a part of a label", .value = "exampl", .text = "say exampl", .shown = "say ***"},
      {.name = "labels that end no host",
       .value = "app.example",
       .text = "https://app.example.org",
       .shown = "https://***.org"},
      {.name = "more than the host", .value = "example.org/key", .text = "example.org/key", .shown = "***"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    GivenSecrets known;
    known.add_header("X-Org", row.value);
    EXPECT_NE(known.masked(row.text), row.text);
    known.spare_origin("https://app.example.org:8443");
    EXPECT_EQ(known.masked(row.text), row.shown.empty() ? row.text : row.shown);
    EXPECT_EQ(shown_value("x-org", row.value, Secrets(Secrets::masked).with(known)), "***");
    known.add_kept_header("X-Key", row.value);
    known.spare_origin("https://app.example.org:8443");
    EXPECT_NE(known.masked(row.text), row.text);
  }
}

TEST(GivenSecrets, that_are_cookies_and_names_of_an_origin_are_masked_unless_they_are_kept) {
  GivenSecrets known;
  known.add_header("Cookie", "env=example; host=localhost");
  known.add_value("localhost", "env:HOST");
  known.spare_origin("http://example.localhost");
  EXPECT_EQ(known.masked("http://example.localhost"), "http://example.***");
  EXPECT_EQ(shown_value("Cookie", "env=example", Secrets(Secrets::masked).with(known)), "env=***");
}

TEST(GivenSecrets, are_masked_in_urls_and_sentences) {
  auto const known = given();
  auto const secrets = Secrets(Secrets::masked).with(known);
  EXPECT_EQ(shown_url("https://a.test/hocuspocus?a=opensesame%2F1", secrets), "https://a.test/***?a=***");
  EXPECT_EQ(shown_text("the server says 'abracadabra'", secrets), "the server says '***'");
  EXPECT_EQ(known.place_of("hocuspocus"), "env:SESSION");
  EXPECT_EQ(known.place_of("abracadabra"), "");
}

}  // namespace
}  // namespace corsage::http
