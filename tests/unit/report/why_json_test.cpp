#include "corsage/report/why_json.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "unit/report/asked.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::report {
namespace {

simdjson::dom::element parsed(simdjson::dom::parser& parser, std::string const& json) {
  simdjson::dom::element document;
  EXPECT_EQ(parser.parse(json).get(document), simdjson::SUCCESS) << json;
  return document;
}

TEST(WhyJson, is_one_line_that_names_its_schema) {
  for_each_question([](Question const&, Why const& why) {
    auto const json = why_json(why);
    EXPECT_EQ(std::ranges::count(json, '\n'), 1);
    simdjson::dom::parser parser;
    EXPECT_EQ(std::string_view(parsed(parser, json)["schema"]), "corsage-why/1");
  });
}

TEST(WhyJson, holds_every_cause_of_every_judge) {
  for_each_question([](Question const&, Why const& why) {
    simdjson::dom::parser parser;
    auto const json = why_json(why);
    auto const judgements = parsed(parser, json)["judgements"];
    ASSERT_EQ(simdjson::dom::array(judgements).size(), why.judgements.size());
    for (std::size_t i = 0; i < why.judgements.size(); ++i) {
      auto const& [profile, diagnosis] = why.judgements[i];
      auto const judgement = judgements.at(i);
      EXPECT_EQ(std::string_view(judgement["as"]), profile->name);
      EXPECT_EQ(std::string_view(judgement["verdict"]), to_string(diagnosis.run.outcome.verdict));
      EXPECT_EQ(simdjson::dom::array(judgement["exchanges"]).size(), diagnosis.run.journal.size());
      EXPECT_EQ(simdjson::dom::array(judgement["exchanges_beyond"]).size(), diagnosis.beyond.size());
      EXPECT_EQ(simdjson::dom::array(judgement["events"]).size(), diagnosis.run.trace.events().size());
      ASSERT_EQ(simdjson::dom::array(judgement["causes"]).size(), diagnosis.causes.size());
      for (std::size_t k = 0; k < diagnosis.causes.size(); ++k) {
        EXPECT_EQ(std::string_view(judgement["causes"].at(k)["reason"]), to_string(diagnosis.causes[k].reason));
      }
      EXPECT_EQ(judgement["fix"].is_null(), !diagnosis.fix.has_value());
    }
  });
}

TEST(WhyJson, gives_advice_on_every_cause_and_finding) {
  for_each_question([](Question const&, Why const& why) {
    simdjson::dom::parser parser;
    auto const json = why_json(why);
    std::set<std::string_view> advised;
    for (simdjson::dom::element const advice : simdjson::dom::array(parsed(parser, json)["advice"])) {
      advised.insert(std::string_view(advice["reason"]));
      EXPECT_FALSE(std::string_view(advice["text"]).empty());
    }
    std::set<std::string_view> told;
    for (auto const& judgement : why.judgements) {
      for (auto const* const list : {&judgement.diagnosis.causes, &judgement.diagnosis.findings}) {
        for (auto const& cause : *list) {
          told.insert(to_string(cause.reason));
        }
      }
    }
    EXPECT_EQ(advised, told);
  });
}

TEST(WhyJson, tells_what_the_page_gets_of_what_it_wants_to_read) {
  auto question = questions().front();
  question.server.front().headers = {
      {"Access-Control-Allow-Origin", "*"}, {"X-Id", "7"}, {"Content-Type", "text/plain"}};
  auto why = answered(question);
  why.reads = {"x-id", "content-type", "x-none"};
  simdjson::dom::parser parser;
  auto const json = why_json(why);
  auto const reads = parsed(parser, json)["judgements"].at(0)["reads"];
  struct Row {
    std::string_view name;
    bool is_in_answer;
    bool is_readable;
  };
  constexpr Row rows[] = {{"x-id", true, false}, {"content-type", true, true}, {"x-none", false, false}};
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    SCOPED_TRACE(rows[i].name);
    EXPECT_EQ(std::string_view(reads.at(i)["name"]), rows[i].name);
    EXPECT_EQ(bool(reads.at(i)["in_answer"]), rows[i].is_in_answer);
    EXPECT_EQ(bool(reads.at(i)["readable"]), rows[i].is_readable);
  }
}

TEST(WhyJson, tells_whether_certificates_were_checked) {
  auto why = answered(questions().front());
  simdjson::dom::parser parser;
  EXPECT_TRUE(bool(parsed(parser, why_json(why))["certificates_checked"]));
  why.certificates = Certificates::not_checked;
  EXPECT_FALSE(bool(parsed(parser, why_json(why))["certificates_checked"]));
}

TEST(WhyJson, tells_estimates_from_what_is_certain) {
  auto why = answered(questions().front());
  simdjson::dom::parser parser;
  EXPECT_TRUE(bool(parsed(parser, why_json(why))["certain"]));
  why.is_estimated = [](fetch::WireRequest const&) { return true; };
  why.judgements.front().diagnosis.causes.front().certain = false;
  auto const json = why_json(why);
  auto const document = parsed(parser, json);
  EXPECT_FALSE(bool(document["certain"]));
  EXPECT_FALSE(bool(document["judgements"].at(0)["causes"].at(0)["certain"]));
}

TEST(WhyJson, masks_secrets_unless_told_otherwise) {
  auto question = questions().front();
  question.request.headers.append("Authorization", "Bearer sesame-open");
  question.request.headers.append("X-Api-Key", "sesame\n");
  question.server.front().headers.append("Set-Cookie", "id=sesame-seed; Path=/");
  auto why = answered(question);
  EXPECT_EQ(why_json(why).find("sesame"), std::string::npos);
  why.secrets = http::Secrets::shown;
  EXPECT_NE(why_json(why).find("Bearer sesame-open"), std::string::npos);
}

TEST(WhyJson, masks_passwords_and_keys_of_urls_wherever_they_stand) {
  for (auto const& question : questions_with_secrets_in_urls()) {
    SCOPED_TRACE(question.request.url.href());
    auto why = answered(question);
    EXPECT_EQ(why_json(why).find("sesame"), std::string::npos) << why_json(why);
    why.secrets = http::Secrets::shown;
    EXPECT_NE(why_json(why).find("sesame"), std::string::npos);
  }
}

struct BodyRow {
  std::string_view name;
  std::optional<fetch::Body> body;
  std::string_view json;
};

TEST(WhyJson, tells_what_the_request_carries) {
  BodyRow const rows[] = {
      {.name = "nothing", .body = std::nullopt, .json = R"("body":null,)"},
      {.name = "a string",
       .body = fetch::Body{.bytes = "hello", .type = "text/plain;charset=UTF-8"},
       .json = R"("body":{"length":5,"type":"text/plain;charset=UTF-8"},)"},
      {.name = "bytes", .body = fetch::Body{.bytes = "hello"}, .json = R"("body":{"length":5,"type":null},)"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto why = answered(questions().front());
    why.request.body = row.body;
    why.cookies = {"id=sesame"};
    EXPECT_NE(why_json(why).find(std::string(row.json) + R"("cookies":["id=***"]})"), std::string::npos);
  }
}

TEST(WhyJson, tells_how_the_fix_differs_from_what_was_asked_for) {
  auto question = questions().front();
  question.page_origin = "http://localhost:5173";
  auto why = answered(question);
  why.platform = platforms::platform_named("s3");
  simdjson::dom::parser parser;
  auto const nearest = why_json(why);
  auto fix = parsed(parser, nearest)["fix"];
  EXPECT_EQ(std::string_view(fix["platform"]), "s3");
  EXPECT_TRUE(bool(fix["policy"]["credentials"]));
  EXPECT_FALSE(std::string_view(fix["text"]).empty());
  EXPECT_EQ(simdjson::dom::array(fix["warnings"]).size(), 1U);
  EXPECT_TRUE(fix["instead_of"].is_null());

  question.page_origin = "http://app.example.com";
  why = answered(question);
  why.platform = platforms::platform_named("s3");
  auto const other = why_json(why);
  fix = parsed(parser, other)["fix"];
  EXPECT_EQ(std::string_view(fix["platform"]), "any");
  EXPECT_FALSE(bool(fix["policy"]["credentials"]));
  EXPECT_EQ(std::string_view(fix["instead_of"]["platform"]), "s3");
  EXPECT_EQ(std::string_view(fix["instead_of"]["cannot_say"].at(0)), "named origins without credentials");
}

}  // namespace
}  // namespace corsage::report
