#include "gateway/response_cache.hpp"

#include <memory>
#include <string>

#include "gateway/message_parser.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

/// A request whose text lives as long as it.
struct Request {
  explicit Request(std::string const& lines) : text("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n") {
    std::size_t length = 0;
    RequestParser(head, Head::most_fields).read_head(text, length);
  }

  std::string text;
  Head head = {};
};

std::shared_ptr<StoredAnswer const> answer(std::string body, std::vector<std::string> vary = {},
                                           std::string variant = {}) {
  return std::make_shared<StoredAnswer>(StoredAnswer{.body = std::make_shared<std::string const>(std::move(body)),
                                                     .vary = std::move(vary),
                                                     .variant = std::move(variant)});
}

TEST(ResponseCache, keeps_one_answer_for_each_variant) {
  ResponseCache cache(1024 * 1024);
  Request const german("Accept-Language: de\r\n");
  Request const english("Accept-Language: en\r\n");
  cache.store("/a", answer("hallo", {"accept-language"}, "accept-language:de\n"));
  EXPECT_EQ(*cache.find("/a", german.head)->body, "hallo");
  EXPECT_EQ(cache.find("/a", english.head), nullptr);
  EXPECT_EQ(cache.find("/b", german.head), nullptr);
  cache.store("/a", answer("hello", {"accept-language"}, "accept-language:en\n"));
  cache.store("/a", answer("servus", {"accept-language"}, "accept-language:de\n"));
  EXPECT_EQ(*cache.find("/a", german.head)->body, "servus");
  EXPECT_EQ(*cache.find("/a", english.head)->body, "hello");
  cache.store("/a", answer("for all"));
  EXPECT_EQ(*cache.find("/a", german.head)->body, "for all");
  EXPECT_EQ(*cache.find("/a", english.head)->body, "for all");
}

TEST(ResponseCache, drops_what_nobody_has_asked_for_longest) {
  ResponseCache cache(40'000);
  Request const request("");
  cache.store("/1", answer(std::string(9'000, 'a')));
  cache.store("/2", answer(std::string(9'000, 'b')));
  cache.store("/3", answer(std::string(9'000, 'c')));
  cache.store("/4", answer(std::string(9'000, 'd')));
  EXPECT_NE(cache.find("/1", request.head), nullptr);
  cache.store("/5", answer(std::string(9'000, 'e')));
  EXPECT_EQ(cache.find("/2", request.head), nullptr);
  EXPECT_NE(cache.find("/1", request.head), nullptr);
  EXPECT_LE(cache.bytes(), 40'000U);
}

TEST(ResponseCache, never_holds_more_than_it_may) {
  ResponseCache cache(100'000);
  for (std::size_t i = 0; i < 1000; ++i) {
    cache.store("/" + std::to_string(i % 50),
                answer(std::string(i * 37 % 30'000, 'x'), {"x-a"}, "x-a:" + std::to_string(i) + "\n"));
    ASSERT_LE(cache.bytes(), 100'000U);
  }
  for (std::size_t i = 0; i < 50; ++i) {
    cache.forget("/" + std::to_string(i));
  }
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST(ResponseCache, does_not_give_all_its_room_to_one) {
  ResponseCache cache(40'000);
  Request const request("");
  cache.store("/large", answer(std::string(10'001, 'x')));
  EXPECT_EQ(cache.find("/large", request.head), nullptr);
  EXPECT_EQ(cache.bytes(), 0U);
}

}  // namespace
}  // namespace corsage::gateway
