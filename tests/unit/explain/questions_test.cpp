#include "questions.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "question_codes.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

namespace corsage::explain {
namespace {

/// Lines where a measured browser is another than the question says; the browser is right.
struct Measured {
  std::string_view id;
  Browser browser;
  std::string_view line;
  std::string_view reason;
};

constexpr std::array measured{
    Measured{.id = "fastapi-star-credentials-first-request",
             .browser = Browser::firefox,
             .line = "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
                     "\u2018http://localhost:8000/me\u2019. (Reason: Credential is not supported if the CORS header "
                     "\u2018Access-Control-Allow-Origin\u2019 is \u2018*\u2019).",
             .reason = "Firefox ESR 153 quotes the URL in this one message (browser-verdicts, case acao-8)"},
};

fetch::Environment page_of(Question const& question, Browser browser) {
  fetch::Environment page{.origin = url::Origin::parse(question.page_origin).value(), .profile = &profile_of(browser)};
  if (question.is_of_local_network_access) {
    page.address_space = url::IpAddressSpace::public_;
  }
  if (question.is_permission_denied) {
    page.local_network_permission = fetch::PermissionState::denied;
  }
  return page;
}

std::set<std::string> found_codes(Diagnosis const& diagnosis) {
  std::set<std::string> codes;
  for (auto const* const list : {&diagnosis.causes, &diagnosis.findings}) {
    for (auto const& cause : *list) {
      if (auto code = question_code(diagnosis, cause)) {
        codes.insert(*std::move(code));
      }
    }
  }
  return codes;
}

/// What the question says of a browser; nothing where it says nothing: a line that it gives for some browsers only.
std::optional<std::set<std::string>> expected_codes(Question const& question, Browser browser) {
  if (auto const own = question.codes_of_browser.find(browser); own != question.codes_of_browser.end()) {
    return own->second;
  }
  bool const speaks_of_browser = question.console.empty() || question.console.contains(browser) ||
                                 (browser == Browser::chromium && question.chrome_cors_error) ||
                                 !question.codes_of_browser.empty();
  return speaks_of_browser ? std::optional(question.codes) : std::nullopt;
}

std::string expected_line(Question const& question, Browser browser) {
  for (auto const& row : measured) {
    if (row.id == question.id && row.browser == browser) {
      return std::string(row.line);
    }
  }
  return question.console.at(browser);
}

class Questions : public testing::Test {
 protected:
  std::vector<Question> const questions = read_questions(CORSAGE_TEST_DATA "/questions.jsonl");
};

TEST_F(Questions, AreThere) {
  EXPECT_EQ(questions.size(), 35U);
}

TEST_F(Questions, GetExactlyTheirCauses) {
  std::size_t asked = 0;
  for (auto const& question : questions) {
    for (auto const browser : all_browsers) {
      SCOPED_TRACE(question.id + " in " + std::string(to_string(browser)));
      if (auto const expected = expected_codes(question, browser)) {
        Diagnosis diagnosis;
        diagnose(question.request, page_of(question, browser), question.interests, scripted::server(question.server),
                 diagnosis);
        EXPECT_EQ(found_codes(diagnosis), *expected);
        ++asked;
      }
    }
  }
  test::tell_figure("developers' questions that get exactly their causes, each in each browser", std::to_string(asked));
}

TEST_F(Questions, GetTheirConsoleLines) {
  std::size_t lines = 0;
  for (auto const& question : questions) {
    for (auto const& [browser, line] : question.console) {
      SCOPED_TRACE(question.id + " in " + std::string(to_string(browser)));
      auto const page = page_of(question, browser);
      Diagnosis diagnosis;
      diagnose(question.request, page, question.interests, scripted::server(question.server), diagnosis);
      auto const messages = console_messages(browser, question.request, page, diagnosis);
      ASSERT_FALSE(messages.lines.empty());
      EXPECT_EQ(messages.lines.front(), expected_line(question, browser));
      ++lines;
      if (browser == Browser::chromium && question.chrome_cors_error) {
        EXPECT_EQ(messages.cors_error, *question.chrome_cors_error);
      }
      if (auto const error = question.js_error.find(browser); error != question.js_error.end()) {
        EXPECT_EQ(messages.js_error, error->second);
      }
    }
  }
  test::tell_figure("console lines as the browsers print them", std::to_string(lines));
}

}  // namespace
}  // namespace corsage::explain
