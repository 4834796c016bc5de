// What every answer to "why?" owes its reader, over the questions that people ask.

#include "corsage/report/why_text.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/explain/console.hpp"
#include "unit/report/asked.hpp"
#include "unit/report/unwrapped.hpp"

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

std::vector<std::string> lines_of(std::string const& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::string without_colors(std::string text) {
  for (auto start = text.find('\x1B'); start != std::string::npos; start = text.find('\x1B', start)) {
    text.erase(start, text.find('m', start) - start + 1);
  }
  return text;
}

TEST(WhyText, no_line_but_of_code_is_wider_than_the_terminal) {
  for_each_question([](Question const&, Why const& why) {
    for (std::size_t const width : {60U, 80U, 100U}) {
      auto const text = why_text(why, {.width = width});
      for (auto const& line : lines_of(text.substr(0, text.find("\nThe fix")))) {
        bool const is_code = line.starts_with("    ") && !line.starts_with("     ");
        EXPECT_TRUE(is_code || display_width(line) <= width) << line;
      }
    }
  });
}

TEST(WhyText, no_line_ends_in_a_space_and_no_two_are_empty_in_a_row) {
  for_each_question([](Question const&, Why const& why) {
    auto const text = why_text(why, {});
    EXPECT_EQ(text.find(" \n"), std::string::npos);
    EXPECT_EQ(text.find("\n\n\n"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\n") && !text.ends_with("\n\n"));
  });
}

TEST(WhyText, colours_change_nothing_but_quotation_marks) {
  for_each_question([](Question const&, Why const& why) {
    auto const strip_quotes = [](std::string text) {
      std::erase(text, '\'');
      return unwrapped(text);
    };
    EXPECT_EQ(strip_quotes(without_colors(why_text(why, {.colors = Colors::ansi}))), strip_quotes(why_text(why, {})));
  });
}

TEST(WhyText, holds_every_cause_and_the_console_lines_of_every_browser) {
  for_each_question([](Question const&, Why const& why) {
    auto const text = unwrapped(why_text(why, {.width = 100000}));
    for (auto const& judgement : why.judgements) {
      for (auto const& cause : judgement.diagnosis.causes) {
        auto const near =
            cause.reason == trace::Reason::allow_origin_mismatch ? trace::Reason::allow_origin_invalid : cause.reason;
        EXPECT_TRUE(text.contains(trace::text(cause.reason).title) || text.contains(trace::text(near).title));
        EXPECT_NE(text.find("corsage explain " + std::string(to_string(cause.reason))), std::string::npos);
      }
      for (auto const browser : explain::all_browsers) {
        if (&explain::profile_of(browser) != judgement.profile) {
          continue;
        }
        for (auto const& line :
             explain::console_messages(browser, why.request, why.environment, judgement.diagnosis).lines) {
          EXPECT_NE(text.find(unwrapped(line)), std::string::npos) << line;
        }
      }
    }
  });
}

TEST(WhyText, says_that_a_fix_was_proved_only_where_it_was) {
  for_each_question([](Question const&, Why const& why) {
    bool const is_proved = std::ranges::any_of(why.judgements, [](Judgement const& judgement) {
      return judgement.diagnosis.fix && judgement.diagnosis.fix->proved;
    });
    EXPECT_EQ(why_text(why, {}).find("Proved:") != std::string::npos, is_proved);
  });
}

TEST(WhyText, masks_secrets_unless_told_otherwise) {
  auto question = questions().front();
  question.request.headers.append("Authorization", "Bearer sesame-open");
  question.server.front().headers.append("Set-Cookie", "id=sesame-seed; Path=/");
  auto why = answered(question);
  EXPECT_EQ(why_text(why, {}).find("sesame"), std::string::npos);
  why.secrets = http::Secrets::shown;
  EXPECT_NE(why_text(why, {}).find("Bearer sesame-open"), std::string::npos);
}

TEST(WhyText, masks_passwords_and_keys_of_urls_wherever_they_stand) {
  auto asked = questions_with_secrets_in_urls();
  auto mistaken = questions().front();
  mistaken.server.front().headers.append("Access-Control-Allow-Origin", "https://me:sesame@api.example.com/");
  asked.push_back(mistaken);
  for (auto const& question : asked) {
    SCOPED_TRACE(question.request.url.href());
    auto why = answered(question);
    EXPECT_EQ(why_text(why, {}).find("sesame"), std::string::npos) << why_text(why, {});
    why.secrets = http::Secrets::shown;
    EXPECT_NE(why_text(why, {}).find("sesame"), std::string::npos);
  }
}

TEST(WhyText, never_hands_the_servers_bytes_to_the_terminal) {
  auto question = questions().front();
  question.server.front().headers.append("Access-Control-Allow-Origin", "\x1B[2Jhttps://a.test\x07");
  auto const text = why_text(answered(question), {});
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_NE(text.find("\\x1B[2Jhttps://a.test\\x07"), std::string::npos);
}

struct FailureRow {
  std::string_view name;
  fetch::Failed failed;
  std::string_view told;
};

TEST(WhyText, knows_failures_by_their_words) {
  using fetch::NetworkFailure;
  FailureRow const rows[] = {
      {.name = "an answer in plain HTTP",
       .failed = {NetworkFailure::tls_failed, "error:0A00010B:SSL routines::wrong version number"},
       .told = "this port probably serves plain HTTP. Try 'http://'"},
      {.name = "no answer to TLS",
       .failed = {NetworkFailure::tls_failed, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL"},
       .told = "perhaps this port serves plain HTTP. Try 'http://'"},
      {.name = "a certificate",
       .failed = {NetworkFailure::tls_failed, "certificate has expired"},
       .told = "Give the server a certificate that browsers trust"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto why = answered(questions().front());
    auto const* const profile = &fetch::chromium_profile();
    why.environment.profile = profile;
    why.judgements = {Judgement{.profile = profile, .diagnosis = {}}};
    explain::diagnose(
        why.request, why.environment, {},
        [&](fetch::WireRequest const&) {
          return std::optional(std::variant<fetch::Answered, fetch::Failed>(row.failed));
        },
        why.judgements.front().diagnosis);
    EXPECT_NE(unwrapped(why_text(why, {})).find(row.told), std::string::npos) << why_text(why, {});
  }
}

TEST(WhyText, takes_time_for_each_byte_once) {
  // Measured again for each code point, or for each line, this would take longer than any test may.
  std::string const value(std::size_t{1} << 20U, 'x');
  auto question = questions().front();
  question.request.headers.append("x-long", value);
  question.server.front().headers.append("X-Long", value);
  question.server.front().headers.append("Access-Control-Allow-Origin", value);
  EXPECT_NE(why_text(answered(question), {}), "");
}

TEST(WhyText, cuts_long_values_and_says_so) {
  auto const value = "https://" + std::string(std::size_t{50000}, 'x') + ".example";
  auto answer_header = questions().front();
  answer_header.server.front().headers.append("Access-Control-Allow-Origin", value);
  auto address = questions().front();
  address.request.url = *url::Url::parse("https://api.example.com/" + value);
  auto page_header = questions().front();
  page_header.request.headers.append("x-long", value);
  auto many_headers = questions().front();
  many_headers.server.front().headers = {{"Access-Control-Allow-Origin", "*"}};
  for (int i = 0; i < 5000; ++i) {
    many_headers.server.front().headers.append("X-Many", "1");
  }
  for (auto const& question : {answer_header, address, page_header, many_headers}) {
    auto const text = why_text(answered(question), {});
    EXPECT_LT(lines_of(text).size(), 200U);
    EXPECT_NE(text.find("--json has all"), std::string::npos);
  }
  EXPECT_EQ(why_text(answered(questions().front()), {}).find("--json"), std::string::npos);
}

TEST(WhyText, tells_which_answers_are_estimates) {
  auto why = answered(questions().front());
  EXPECT_EQ(why_text(why, {}).find("Not sent:"), std::string::npos);
  why.is_estimated = [](fetch::WireRequest const&) { return true; };
  EXPECT_NE(why_text(why, {}).find("Not sent:"), std::string::npos);
}

struct PlatformRow {
  std::string_view name;
  std::string_view platform;
  std::string_view page;
  std::vector<http::HeaderList::Line> asked;
  int status = 200;
  std::vector<std::string_view> told;
};

TEST(WhyText, promises_no_fix_for_a_platform_that_cannot_say_it) {
  std::vector<PlatformRow> const rows = {
      {.name = "the nearest that it can say",
       .platform = "s3",
       .page = "http://localhost:5173",
       .asked = {},
       .told = {"One cause; the fix is below. ", "The fix, for Amazon S3 ",
                "Proved:", "! Amazon S3 cannot name an origin and keep credentials from it"}},
      {.name = "with one list of headers",
       .platform = "gcs",
       .page = "https://app.example.com",
       .asked = {{"X-Api-Version", "2"}},
       .told = {"The fix, for Google Cloud Storage ", "they may also read x-api-version."}},
      {.name = "the header lines where that would be dangerous",
       .platform = "s3",
       .page = "http://app.example.com",
       .asked = {},
       .told = {"One cause; the fix is below, for any server. ", "The fix, for any server ",
                "Amazon S3 cannot say this fix: named origins without credentials. So these are the header lines",
                "Proved:"}},
      {.name = "for this very URL",
       .platform = "nextjs",
       .page = "https://app.example.com",
       .asked = {},
       .told = {"export const config = { matcher: ['/v1/items'] } "}},
      {.name = "no proof of what another server has to do",
       .platform = "cloudfront",
       .page = "https://app.example.com",
       .asked = {{"X-Api-Version", "2"}},
       .status = 404,
       .told =
           {"! Proved but for the preflight's status: ",
            "! Amazon CloudFront only adds headers to the preflight: the server behind it answers, with 404 today"}},
      {.name = "what the server behind does already needs no word",
       .platform = "cloudfront",
       .page = "https://app.example.com",
       .asked = {{"X-Api-Version", "2"}},
       .told = {"Proved: the same fetch"}},
      {.name = "a login in front of the platform",
       .platform = "api-gateway",
       .page = "https://app.example.com",
       .asked = {{"X-Api-Version", "2"}},
       .status = 401,
       .told = {"! Proved but for the preflight's status: ",
                "where a login in front of Amazon API Gateway refuses it"}},
      {.name = "a preflight that the platform answers itself",
       .platform = "api-gateway",
       .page = "https://app.example.com",
       .asked = {{"X-Api-Version", "2"}},
       .status = 404,
       .told = {"Proved: the same fetch"}},
      {.name = "nothing where the origin can stand in no list",
       .platform = "nginx",
       .page = "https://a!b.example.com",
       .asked = {},
       .told = {"One cause; a fix is known, but cannot be written down. ", "nginx cannot say this fix: "}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto question = questions().front();
    question.page_origin = row.page;
    question.server.front().status = row.status;
    for (auto const& line : row.asked) {
      question.request.headers.append(line.name, line.value);
    }
    auto why = answered(question);
    why.platform = platforms::platform_named(row.platform);
    auto const text = unwrapped(why_text(why, {}));
    for (auto const part : row.told) {
      EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
    }
    EXPECT_EQ(text.find("say credentials ="), std::string::npos);
  }
}

struct AccessRow {
  std::string_view name;
  std::vector<explain::scripted::Rule> server;
  std::string method = "GET";
  std::vector<std::string_view> told = {};
};

TEST(WhyText, tells_who_gets_in_by_the_fix_and_who_does_not) {
  constexpr std::string_view allow_origin = "Access-Control-Allow-Origin";
  constexpr std::string_view opens = "the pages of every origin may ";
  constexpr std::string_view locks_out = "lose access";
  std::vector<AccessRow> const rows = {
      {.name = "nobody else, where the URL let nobody in",
       .server = {{.path = "/v1/items", .status = 302, .headers = {{"Location", "/y"}}},
                  {.headers = {{allow_origin, "*"}}}},
       .told = {}},
      {.name = "a preflight that named nobody",
       .server = {{.method = "OPTIONS"}, {.headers = {{allow_origin, "*"}}}},
       .method = "PUT",
       .told = {"! With exactly these lines the pages of every origin may send what needs a preflight to "
                "https://api.rest-service.example/v1/items: today its preflight lets none of them in."}},
      {.name = "an answer that named nobody",
       .server = {{.method = "OPTIONS", .headers = {{allow_origin, "*"}}}, {}},
       .method = "PUT",
       .told = {"! With exactly these lines the pages of every origin may read "
                "https://api.rest-service.example/v1/items: today its answer lets none of them in."}},
      {.name = "the one that had access",
       .server = {{.headers = {{allow_origin, "https://other.example"}}}},
       .told = {"pages of https://other.example lose access", "corsage policy render FILE --to any "}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto question = questions().front();
    question.request.method = row.method;
    question.server = row.server;
    auto const text = unwrapped(why_text(answered(question), {.width = 1000}));
    for (auto const sentence : row.told) {
      EXPECT_NE(text.find(sentence), std::string::npos) << sentence << '\n' << text;
    }
    auto const is_told = text.find(opens) != std::string::npos || text.find(locks_out) != std::string::npos;
    EXPECT_EQ(is_told, !row.told.empty()) << text;
  }
}

TEST(WhyText, tells_how_a_cookie_is_sent_instead) {
  auto question = questions().front();
  question.request.headers.append("Cookie", "a=b");
  auto const told = [](Question const& asked) { return unwrapped(why_text(answered(asked), {})); };
  constexpr std::string_view how = "use --cookie and --credentials include";
  EXPECT_NE(told(question).find(how), std::string::npos) << told(question);
  question = questions().front();
  question.request.headers.append("Host", "a.test");
  EXPECT_NE(told(question).find("the browser does not send it"), std::string::npos);
  EXPECT_EQ(told(question).find(how), std::string::npos);
}

}  // namespace
}  // namespace corsage::report
