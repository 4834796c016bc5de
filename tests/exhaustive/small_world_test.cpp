#include <string>

#include "exhaustive/comparison.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

/// A world small enough to be searched whole: each test is the full product of its lists.
namespace corsage::exhaustive {
namespace {

using oracle::Answer;
using oracle::Lines;
using oracle::Question;
using Choices = std::vector<Lines>;
using Words = std::vector<std::string>;

std::string const own_url = "http://app.test/own";
std::string const foreign_url = "http://api.test/foreign";
Words const pages{"http://app.test", "null"};
Words const credentials_modes{"omit", "same-origin", "include"};

Choices one_of(std::string const& name, Words const& values) {
  Choices choices{{}};
  for (auto const& value : values) {
    choices.push_back({{name, value}});
  }
  return choices;
}

Choices allow_origins(std::string const& page) {
  auto choices = one_of("Access-Control-Allow-Origin", {"*", page, "http://other.test", "null"});
  choices.push_back({{"Access-Control-Allow-Origin", page}, {"access-control-allow-origin", page}});
  return choices;
}

Choices const allow_credentials = one_of("Access-Control-Allow-Credentials", {"true", "TRUE"});
Choices const allow_methods = one_of("Access-Control-Allow-Methods", {"*", "PUT", "PUT; patch"});
Choices const allow_headers =
    one_of("Access-Control-Allow-Headers", {"*", "X-A", "authorization,,x-a , Content-Type", "x-a, b c"});
Choices const expose_headers = one_of("Access-Control-Expose-Headers", {"*", "X-One", "x-one, y z"});

Lines operator+(Lines left, Lines const& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

/// Every subset of the lines.
Choices subsets_of(Lines const& lines) {
  Choices subsets{{}};
  for (auto const& line : lines) {
    for (auto i = subsets.size(); i-- > 0;) {
      subsets.push_back(subsets[i] + Lines{line});
    }
  }
  return subsets;
}

/// Grants everything to everybody who is told by this name.
Lines grant_to(std::string const& origin) {
  return {{"Access-Control-Allow-Origin", origin},
          {"Access-Control-Allow-Credentials", "true"},
          {"Access-Control-Allow-Methods", "PUT, patch, DELETE"},
          {"Access-Control-Allow-Headers", "authorization, x-a, content-type"}};
}

class SmallWorld : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(comparison_.differences(), 0U) << "the smallest:\n" << comparison_.smallest_difference();
    all_cases_ += comparison_.cases();
  }

  static void TearDownTestSuite() {
    test::tell_figure("cases of a small world, all of them, in which fetch and a naive oracle agree",
                      std::to_string(all_cases_));
    EXPECT_GE(all_cases_, 100'000U);
  }

  Comparison comparison_;

 private:
  static inline std::size_t all_cases_ = 0;
};

TEST_F(SmallWorld, of_answers) {
  Lines const ordinary{
      {"Content-Type", "text/plain"}, {"X-One", "1"}, {"x-one", "2"}, {"X-Two", "3"}, {"Set-Cookie", "a=b"}};
  for (auto const& page : pages) {
    for (auto const& url : {own_url, foreign_url}) {
      for (auto const& credentials : credentials_modes) {
        for (int const status : {200, 304, 403, 500}) {
          for (auto const& origin : allow_origins(page)) {
            for (auto const& allowed : allow_credentials) {
              for (auto const& exposed : expose_headers) {
                comparison_.compare({.page = page, .url = url, .credentials = credentials},
                                    {{url, {.to_others = {status, ordinary + origin + allowed + exposed}}}});
              }
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_preflights) {
  Lines const author_lines{{"X-A", "1"}, {"Authorization", "Bearer x"}, {"content-type", "application/json"}};
  for (auto const& page : pages) {
    auto const actual = grant_to(page);
    for (auto const& credentials : credentials_modes) {
      for (auto const& method : {"GET", "PUT", "patch"}) {
        for (auto const& headers : subsets_of(author_lines)) {
          Question const question{
              .page = page, .url = foreign_url, .method = method, .credentials = credentials, .headers = headers};
          for (int const status : {204, 301, 404}) {
            for (auto const& origin : allow_origins(page)) {
              for (auto const& allowed : allow_credentials) {
                for (auto const& methods : allow_methods) {
                  for (auto const& names : allow_headers) {
                    comparison_.compare(
                        question,
                        {{foreign_url,
                          {.to_preflight = {status, origin + allowed + methods + names}, .to_others = {200, actual}}}});
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_upload_listeners) {
  for (auto const& page : pages) {
    for (auto const& url : {own_url, foreign_url}) {
      for (auto const& credentials : credentials_modes) {
        for (auto const& method : {"POST", "PUT", "patch"}) {
          for (int const status : {200, 405}) {
            for (auto const& methods : allow_methods) {
              Lines const granted{{"Access-Control-Allow-Origin", page}, {"Access-Control-Allow-Credentials", "true"}};
              comparison_.compare({.page = page,
                                   .url = url,
                                   .method = method,
                                   .credentials = credentials,
                                   .has_text_body = true,
                                   .has_upload_listener = true},
                                  {{url, {.to_preflight = {status, granted + methods}, .to_others = {200, granted}}}});
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_one_redirect) {
  Choices const author_headers{{},
                               {{"Authorization", "Bearer x"}},
                               {{"content-type", "application/json"}},
                               {{"X-A", "1"}, {"authorization", "y"}}};
  for (auto const& page : pages) {
    for (auto const& from : {own_url, foreign_url}) {
      for (std::string const to : {"http://app.test/next", "http://api.test/next", "http://third.test/next",
                                   "http://user:secret@third.test/next"}) {
        for (auto const& mode : {"cors", "no-cors", "same-origin"}) {
          for (auto const& credentials : credentials_modes) {
            for (auto const& method : {"GET", "POST", "PUT", "patch"}) {
              for (auto const& headers : author_headers) {
                Question const question{.page = page,
                                        .url = from,
                                        .method = method,
                                        .mode = mode,
                                        .credentials = credentials,
                                        .headers = headers,
                                        .has_text_body = method != std::string("GET")};
                for (int const status : {302, 303, 307}) {
                  for (auto const& first : {page, std::string("null"), std::string("*")}) {
                    for (auto const& second :
                         {page, std::string("null"), std::string("*"), std::string("http://api.test")}) {
                      comparison_.compare(
                          question,
                          {{from,
                            {.to_preflight = {204, grant_to(page)},
                             .to_others = {status, grant_to(first) + Lines{{"Location", to}}}}},
                           {to, {.to_preflight = {204, grant_to(second)}, .to_others = {200, grant_to(second)}}}});
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_redirect_modes) {
  for (auto const& page : pages) {
    for (auto const& from : {own_url, foreign_url}) {
      for (auto const& mode : {"cors", "no-cors", "same-origin"}) {
        for (auto const& redirect : {"follow", "error", "manual"}) {
          for (int const status : {200, 300, 301, 302, 303, 304, 307, 308}) {
            for (auto const& location : one_of("Location", {"http://app.test/next", "http://third.test/next"})) {
              for (auto const& origin : allow_origins(page)) {
                auto const to = location.empty() ? "http://nowhere.test/" : location[0].second;
                comparison_.compare(
                    {.page = page, .url = from, .mode = mode, .redirect = redirect},
                    {{from, {.to_others = {status, origin + location}}}, {to, {.to_others = {200, grant_to("*")}}}});
              }
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_two_redirects) {
  Words const hosts{"http://app.test", "http://api.test", "http://third.test"};
  for (auto const& page : pages) {
    for (auto const& a : hosts) {
      for (auto const& b : hosts) {
        for (auto const& c : hosts) {
          for (auto const& credentials : credentials_modes) {
            for (auto const& method : {"GET", "PUT"}) {
              for (auto const& headers : subsets_of({{"Authorization", "Bearer x"}, {"x-a", "1"}})) {
                for (auto const& last : {page, std::string("null"), std::string("*")}) {
                  Lines const both = grant_to(page);
                  comparison_.compare(
                      {.page = page, .url = a + "/1", .method = method, .credentials = credentials, .headers = headers},
                      {{a + "/1",
                        {.to_preflight = {204, both}, .to_others = {307, both + Lines{{"Location", b + "/2"}}}}},
                       {b + "/2",
                        {.to_preflight = {204, both}, .to_others = {307, both + Lines{{"Location", c + "/3"}}}}},
                       {c + "/3", {.to_preflight = {204, grant_to(last)}, .to_others = {200, grant_to(last)}}}});
                }
              }
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_opaque_answers) {
  auto policies = one_of("Cross-Origin-Resource-Policy", {"same-origin", "same-site", "cross-origin", "Same-Origin"});
  policies.push_back(
      {{"cross-origin-resource-policy", "same-origin"}, {"cross-origin-resource-policy", "same-origin"}});
  for (auto const& page : pages) {
    for (auto const& method : {"GET", "HEAD", "POST", "PUT"}) {
      for (auto const& credentials : credentials_modes) {
        for (std::string const from : {"http://app.test/1", "http://cdn.app.test/1", "http://api.test/1"}) {
          for (std::string const to : {"http://app.test/2", "http://cdn.app.test/2", "http://api.test/2"}) {
            for (auto const& first : policies) {
              for (auto const& second : policies) {
                comparison_.compare(
                    {.page = page, .url = from, .method = method, .mode = "no-cors", .credentials = credentials},
                    {{from, {.to_others = {302, first + Lines{{"Location", to}}}}},
                     {to, {.to_others = {200, second}}}});
              }
            }
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_safelisted_headers) {
  std::string const long_value(128, 'a');
  Words const values{"",
                     "a",
                     "text/plain",
                     "TEXT/plain ; charset=utf-8",
                     "text/plain;a=\"b\"",
                     "text/plain, text/plain",
                     "multipart/form-data;boundary=x",
                     "application/x-www-form-urlencoded",
                     "application/json",
                     "text/",
                     "en-GB, *;q=0.5",
                     "en_GB",
                     "a\tb",
                     "a\x01",
                     "a\x7F",
                     "caf\xE9",
                     "(a)",
                     "a:b",
                     "<a>",
                     "a?",
                     "@",
                     "[a]",
                     "a\\b",
                     "{a}",
                     "a/b",
                     "a,b",
                     "bytes=0-",
                     "bytes=0-9",
                     "bytes=9-0",
                     "bytes=-5",
                     "bytes=0-1,2-3",
                     "Bytes=0-",
                     "bytes = 0-",
                     "bytes=00000000000000000000000000000000010-9",
                     "bytes=5-99999999999999999999999",
                     long_value,
                     long_value + "a",
                     "text/plain;" + long_value};
  Words const names{"Accept", "accept-language", "Content-Language", "content-type", "Range", "x-a"};
  for (auto const& mode : {"cors", "no-cors"}) {
    for (auto const& name : names) {
      for (auto const& value : values) {
        for (auto const& second_name : names) {
          for (auto const& second_value : values) {
            comparison_.compare({.page = pages[0],
                                 .url = foreign_url,
                                 .mode = mode,
                                 .headers = {{name, value}, {second_name, second_value}}},
                                {{foreign_url,
                                  {.to_preflight = {204, {{"Access-Control-Allow-Origin", "*"}}},
                                   .to_others = {200, {{"Access-Control-Allow-Origin", "*"}}}}}});
          }
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_many_safelisted_headers) {
  for (int const length : {100, 127, 128, 129}) {
    for (int accepts = 1; accepts <= 6; ++accepts) {
      for (int languages = 1; languages <= 6; ++languages) {
        for (auto const& rest : subsets_of({{"content-type", "text/plain"}, {"x-a", "1"}})) {
          auto headers = rest;
          std::string const value(static_cast<std::size_t>(length), 'a');
          headers.insert(headers.end(), static_cast<std::size_t>(accepts), {"Accept", value});
          headers.insert(headers.end(), static_cast<std::size_t>(languages), {"Accept-Language", value});
          comparison_.compare(
              {.page = pages[0], .url = foreign_url, .headers = headers},
              {{foreign_url, {.to_preflight = {204, grant_to("*")}, .to_others = {200, grant_to("*")}}}});
        }
      }
    }
  }
}

TEST_F(SmallWorld, of_methods_and_bodies) {
  for (auto const& page : pages) {
    for (auto const& url : {own_url, foreign_url}) {
      for (auto const& mode : {"cors", "no-cors", "same-origin"}) {
        for (auto const& method : {"get", "GET", "head", "post", "put", "Delete", "options", "patch", "PATCH",
                                   "connect", "TRACE", "Track", "G T", "", "query"}) {
          for (bool const has_text_body : {false, true}) {
            for (auto const& headers : one_of("Content-Type", {"text/plain", "application/json"})) {
              comparison_.compare({.page = page,
                                   .url = url,
                                   .method = method,
                                   .mode = mode,
                                   .headers = headers,
                                   .has_text_body = has_text_body},
                                  {{url, {.to_preflight = {204, grant_to(page)}, .to_others = {200, grant_to(page)}}}});
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace corsage::exhaustive
