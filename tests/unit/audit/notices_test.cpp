#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

using audit::NoticeKind;

constexpr std::string_view trusted = "https://app.example.com";

bool is_trusted(std::string const& origin) {
  return origin == trusted;
}

using Told = std::vector<std::string>;

Told told(audit::Target const& target, Server const& server) {
  Told sentences;
  for (auto const& notice : audited(target, server).verdict.notices) {
    sentences.push_back(audit::words(notice));
  }
  return sentences;
}

/// As the server, but for the status of what is no preflight.
Server with_status(int status, Server const& server) {
  return [=](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(server(request));
    reply.response.status = request.method == "OPTIONS" ? reply.response.status : status;
    return reply;
  };
}

TEST(NoticesOfAudit, say_nothing_of_what_is_as_it_should_be) {
  EXPECT_EQ(told(users(), lets_in(is_trusted)), Told());
}

TEST(NoticesOfAudit, say_that_errors_tell_nothing_of_a_resource) {
  auto const silent = [](fetch::WireRequest const&) { return answer(404, {}); };
  EXPECT_EQ(told(users(), silent),
            (Told{"It answered 404: nothing is known of the resource, only of its errors.",
                  "No answer speaks of CORS: pages of https://app.example.com are not let in."}));
  EXPECT_EQ(told(users(), with_status(500, lets_in(is_trusted))),
            Told{"It answered 500: nothing is known of the resource, only of its errors."});
  EXPECT_EQ(told(users(), with_status(401, lets_in(is_trusted))),
            Told{"It answered 401: nothing is known of what those get who are let in. Audit it again with credentials: "
                 "-b NAME=VALUE, or -H 'authorization: ...'."});
}

TEST(NoticesOfAudit, say_that_redirects_are_not_followed) {
  auto const elsewhere = [](fetch::WireRequest const&) { return answer(301, {"location: https://www.example.com/"}); };
  auto const dialogue = audited(users(), elsewhere);
  ASSERT_FALSE(dialogue.verdict.notices.empty());
  EXPECT_EQ(dialogue.verdict.notices.front().kind, NoticeKind::answered_redirect);
  EXPECT_TRUE(audit::is_of_the_unknown(dialogue.verdict.notices.front()));
  auto const unchanged = audited(users(), with_status(304, lets_in(is_trusted)));
  EXPECT_TRUE(unchanged.verdict.notices.empty());
}

TEST(NoticesOfAudit, tell_errors_that_lack_what_the_preflight_grants_besides) {
  auto const dialogue = audited(users(), [](fetch::WireRequest const& request) {
    return request.method == "OPTIONS" ? lets_in(is_trusted)(request) : answer(404, {});
  });
  EXPECT_EQ(dialogue.ids(), Told{"error-response-no-cors"});
  ASSERT_EQ(dialogue.verdict.notices.size(), 1U);
  EXPECT_EQ(dialogue.verdict.notices.front().kind, NoticeKind::answered_error);
}

TEST(NoticesOfAudit, say_who_is_not_let_in_where_nothing_speaks_of_cors) {
  auto const silent = [](fetch::WireRequest const&) { return answer(200, {}); };
  EXPECT_EQ(told(users(), silent), Told{"No answer speaks of CORS: pages of https://app.example.com are not let in."});
  auto target = users();
  target.trusted_origins.clear();
  EXPECT_EQ(told(target, silent), Told());
}

TEST(NoticesOfAudit, say_what_preflights_refuse_in_place_of_how_long_they_are_kept) {
  auto const grants_nothing = [](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(lets_in(is_trusted)(request));
    for (auto const* const name :
         {"access-control-allow-methods", "access-control-allow-headers", "access-control-max-age"}) {
      reply.response.headers.remove(name);
    }
    return reply;
  };
  auto const dialogue = audited(users(), grants_nothing);
  EXPECT_EQ(dialogue.ids(), Told());
  ASSERT_EQ(dialogue.verdict.notices.size(), 1U);
  EXPECT_EQ(audit::words(dialogue.verdict.notices.front()),
            "Its preflights do not let PUT, authorization, content-type through.");
}

TEST(NoticesOfAudit, say_nothing_of_preflights_where_nobody_is_trusted) {
  auto target = users();
  target.trusted_origins.clear();
  auto const own = [](fetch::WireRequest const& request) {
    return origin_of(request) == "https://api.example.com"
               ? answer(200, {"access-control-allow-origin: https://api.example.com", "vary: Origin"})
               : answer(200, {"vary: Origin"});
  };
  EXPECT_EQ(told(target, own), Told());
}

TEST(NoticesOfAudit, say_how_much_of_a_long_list_was_left_out) {
  auto target = users();
  for (int i = 0; i < 40; ++i) {
    target.trusted_origins.push_back(*url::Origin::parse("https://page" + std::to_string(i) + ".example.com"));
  }
  auto const server =
      lets_in([](auto const& origin) { return is_trusted(origin) || origin.starts_with("https://page"); });
  auto const sentences = told(target, server);
  EXPECT_EQ(sentences,
            (Told{"9 of the trusted origins were not asked for: they are too many for one audit.",
                  "Names like those of 33 of the trusted origins were not tried: they are too many for one audit."}));
}

}  // namespace
}  // namespace corsage::test
