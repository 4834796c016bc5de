#include "gateway/caching_rules.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/message_parser.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using namespace std::chrono_literals;

/// A message's head; the text must outlive it.
std::unique_ptr<Head> answer_of(std::string const& text) {
  auto head = std::make_unique<Head>();
  std::size_t length = 0;
  EXPECT_EQ(ResponseParser(*head, Head::most_fields).read_head(text, length), ParseState::done) << text;
  return head;
}

std::unique_ptr<Head> request_of(std::string const& text) {
  auto head = std::make_unique<Head>();
  std::size_t length = 0;
  EXPECT_EQ(RequestParser(*head, Head::most_fields).read_head(text, length), ParseState::done) << text;
  return head;
}

struct AnswerRow {
  std::string_view name;
  int status;
  std::string lines;
  bool may_be_stored;
  seconds lifetime;
};

TEST(CachingRules, tell_what_may_be_kept_and_for_how_long) {
  std::vector<AnswerRow> const rows{
      {"an age", 200, "Cache-Control: max-age=60\r\n", true, 60s},
      {"an age for shared caches", 200, "Cache-Control: max-age=60, s-maxage=5\r\n", true, 5s},
      {"two ages", 200, "Cache-Control: max-age=60\r\nCache-Control: max-age=9\r\n", true, 9s},
      {"an age that is no number", 200, "Cache-Control: max-age=soon\r\n", false, 0s},
      {"an age in a quoted text", 200, "Cache-Control: x=\"a, max-age=60\"\r\n", false, 0s},
      {"an age beyond all numbers", 200, "Cache-Control: max-age=99999999999999999999\r\n", true, 2147483647s},
      {"an end", 200, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nExpires: Sun, 06 Nov 1994 08:50:37 GMT\r\n", true, 60s},
      {"an end in the old form", 200, "Date: Sunday, 06-Nov-94 08:49:37 GMT\r\nExpires: Sun Nov  6 08:50:07 1994\r\n",
       true, 30s},
      {"an end that is over", 200, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nExpires: 0\r\n", false, 0s},
      {"an age before an end", 200,
       "Cache-Control: max-age=5\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nExpires: Sun, 06 Nov 1994 09:49:37 GMT\r\n",
       true, 5s},
      {"no word, and a tag", 200, "ETag: \"a\"\r\n", true, 0s},
      {"no word, and a date", 200, "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n", true, 0s},
      {"no word", 200, "", false, 0s},
      {"not without asking", 200, "Cache-Control: max-age=60, no-cache\r\nETag: \"a\"\r\n", true, 0s},
      {"not some lines without asking", 200, "Cache-Control: max-age=60, no-cache=\"a, b\"\r\n", false, 0s},
      {"not at all", 200, "Cache-Control: max-age=60, no-store\r\n", false, 60s},
      {"only for one", 200, "Cache-Control: max-age=60, Private\r\n", false, 60s},
      {"a cookie", 200, "Cache-Control: max-age=60\r\nSet-Cookie: a=b\r\n", false, 60s},
      {"a part", 206, "Cache-Control: max-age=60\r\nContent-Range: bytes 0-1/2\r\n", false, 60s},
      {"not found", 404, "Cache-Control: max-age=60\r\n", true, 60s},
      {"not found, with a tag only", 404, "ETag: \"a\"\r\n", false, 0s},
      {"a redirect", 302, "Cache-Control: max-age=60\r\nLocation: /\r\n", false, 60s},
      {"an error", 500, "Cache-Control: max-age=60\r\n", false, 60s},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const text = "HTTP/1.1 " + std::to_string(row.status) + " x\r\nContent-Length: 0\r\n" + row.lines + "\r\n";
    auto const answer = answer_of(text);
    EXPECT_EQ(may_be_stored(*answer), row.may_be_stored);
    EXPECT_EQ(lifetime_of(*answer), row.lifetime);
  }
}

struct RequestRow {
  std::string_view name;
  std::string_view method;
  std::string lines;
  bool uses_cache;
  bool is_fresh;  ///< an answer 10 seconds old of 60
};

TEST(CachingRules, tell_which_requests_a_kept_answer_does_for) {
  std::vector<RequestRow> const rows{
      {"an ordinary one", "GET", "", true, true},
      {"one that changes something", "POST", "", false, true},
      {"one for a head", "HEAD", "", false, true},
      {"one with credentials", "GET", "Authorization: Basic x\r\n", false, true},
      {"one with a cookie", "GET", "Cookie: a=b\r\n", false, true},
      {"one for a part", "GET", "Range: bytes=0-1\r\n", false, true},
      {"one with a body", "GET", "Content-Length: 3\r\n", false, true},
      {"one that is not to be kept", "GET", "Cache-Control: no-store\r\n", false, true},
      {"one that wants to be sure", "GET", "Cache-Control: no-cache\r\n", true, false},
      {"one that wants to be sure, in the old way", "GET", "Pragma: no-cache\r\n", true, false},
      {"one that takes nothing old", "GET", "Cache-Control: max-age=9\r\n", true, false},
      {"one that takes it so old", "GET", "Cache-Control: max-age=10\r\n", true, true},
      {"one that wants it to last", "GET", "Cache-Control: min-fresh=50\r\n", true, false},
      {"one that wants it to last less long", "GET", "Cache-Control: min-fresh=49\r\n", true, true},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const text = std::string(row.method) + " / HTTP/1.1\r\nHost: a\r\n" + row.lines + "\r\n";
    auto const request = request_of(text);
    EXPECT_EQ(may_use_cache(*request), row.uses_cache);
    EXPECT_EQ(is_fresh_for(*request, 10s, 60s), row.is_fresh);
  }
}

TEST(CachingRules, count_an_answers_age_from_where_it_was_made) {
  WallTime const sent(784111777s);  // Sun, 06 Nov 1994 08:49:37 GMT
  std::string const dated = "HTTP/1.1 200 x\r\nContent-Length: 0\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
  auto const plain = dated + "\r\n";
  auto const aged = dated + "Age: 30\r\n\r\n";
  EXPECT_EQ(initial_age_of(*answer_of(plain), sent + 7s, 2s), 7s);
  EXPECT_EQ(initial_age_of(*answer_of(plain), sent - 7s, 2s), 2s);
  EXPECT_EQ(initial_age_of(*answer_of(aged), sent + 7s, 2s), 32s);
}

TEST(CachingRules, part_requests_by_the_lines_that_an_answer_varies_by) {
  std::string const answer = "HTTP/1.1 200 x\r\nContent-Length: 0\r\nVary: Accept-Language, X-A\r\nVary: x-a\r\n\r\n";
  auto const vary = varied_names(*answer_of(answer));
  EXPECT_EQ(vary, (std::vector<std::string>{"accept-language", "x-a"}));
  std::string const german = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: de\r\nX-B: 1\r\n\r\n";
  std::string const german_too = "GET / HTTP/1.1\r\nHost: b\r\naccept-language: de\r\n\r\n";
  std::string const english = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\n\r\n";
  std::string const none = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_EQ(variant_of(*request_of(german), vary), variant_of(*request_of(german_too), vary));
  EXPECT_NE(variant_of(*request_of(german), vary), variant_of(*request_of(english), vary));
  EXPECT_NE(variant_of(*request_of(german), vary), variant_of(*request_of(none), vary));
  EXPECT_EQ(variant_of(*request_of(none), {"*"}), std::nullopt);
}

struct ConditionRow {
  std::string_view name;
  std::string lines;
  bool has_already;
};

TEST(CachingRules, know_what_a_client_has_already) {
  std::string const stored =
      "HTTP/1.1 200 x\r\nContent-Length: 0\r\nETag: \"a\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n";
  std::vector<ConditionRow> const rows{
      {"nothing", "", false},
      {"the tag", "If-None-Match: \"a\"\r\n", true},
      {"the tag, weakly", "If-None-Match: \"b\", W/\"a\"\r\n", true},
      {"another tag", "If-None-Match: \"b\"\r\n", false},
      {"any tag", "If-None-Match: *\r\n", true},
      {"another tag and the date", "If-None-Match: \"b\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
       false},
      {"the date", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", true},
      {"an earlier date", "If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT\r\n", false},
      {"no date", "If-Modified-Since: yesterday-ish\r\n", false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const text = "GET / HTTP/1.1\r\nHost: a\r\n" + row.lines + "\r\n";
    EXPECT_EQ(has_already(*request_of(text), *answer_of(stored)), row.has_already);
  }
}

}  // namespace
}  // namespace corsage::gateway
