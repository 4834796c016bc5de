// What every comparison of layers owes its reader, over each fault.

#include "corsage/report/hops_text.hpp"

#include <array>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/report/hops_json.hpp"
#include "corsage/report/terminal_text.hpp"
#include "layers.hpp"
#include "report/hop_sections.hpp"
#include "unit/report/unwrapped.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::report {
namespace {

using explain::LayerFinding;
using explain::layers::Answers;
using trace::Reason;

Hops hops_of(std::vector<explain::Layer> layers) {
  Hops hops{.layers = std::move(layers), .stranger = std::string(explain::layers::stranger)};
  for (auto const& layer : hops.layers) {
    Hop hop{.address = "http://127.0.0.1:8080/a/path/that/is/longer/than/a/column",
            .why = {.request = explain::layers::put(),
                    .environment = explain::layers::of(explain::layers::page),
                    .judgements = {},
                    .platform = platforms::platform_named(layer.name == "nginx" ? "nginx" : "any")}};
    if (explain::failure_of(layer) == nullptr) {
      hop.why.judgements.push_back(
          {.profile = &fetch::spec_profile(), .diagnosis = explain::layers::diagnosis_of(layer)});
    }
    hops.hops.push_back(std::move(hop));
  }
  hops.findings = explain::compare(hops.layers);
  return hops;
}

Answers sound() {
  return {
      .preflight = {{"Access-Control-Allow-Origin", "ORIGIN"},
                    {"Access-Control-Allow-Credentials", "true"},
                    {"Access-Control-Allow-Methods", "PUT"}},
      .actual = {
          {"Access-Control-Allow-Origin", "ORIGIN"}, {"Access-Control-Allow-Credentials", "true"}, {"Vary", "Origin"}}};
}

struct Row {
  std::string name;
  Answers nginx;
  std::string first_line;
  std::vector<std::string> parts = {};
  std::string never = {};  ///< what must not stand there
  Answers app = sound();
};

std::vector<Row> rows() {
  auto stripped = sound();
  stripped.actual.erase(stripped.actual.begin());
  auto fixed = sound();
  fixed.actual.front().value = "https://old.example";
  auto hostile = sound();
  hostile.actual.front().value =
      "\x1B[2J\x1B]0;owned\x07 \xE2\x80\xAE and so on, far beyond what fits on one line of a terminal";
  auto doubled = sound();
  doubled.actual.push_back(doubled.actual.front());
  doubled.actual = explain::layers::without(doubled.actual, "Vary");
  auto kept = sound();
  kept.to_stranger = kept.actual;
  kept.to_stranger.front().value = explain::layers::page;
  kept.to_stranger.push_back({"Age", "7"});
  return {
      {.name = "all is well",
       .nginx = sound(),
       .first_line = "✓ Allowed: PUT https://api.example/users",
       .parts = {"✓ 204", "✓ 200"}},
      {.name = "one layer strips",
       .nginx = stripped,
       .first_line = "✗ Blocked from nginx outward: PUT https://api.example/users",
       .parts = {"nginx strips Access-Control-Allow-Origin (request).", "✗ 200",
                 "app answers 200 ← Access-Control-Allow-Origin: https://app.example",
                 "nginx answers 200 ← without Access-Control-Allow-Origin",
                 "Take 'proxy_hide_header Access-Control-Allow-Origin' out",
                 "request corsage explain layer-strips-header"}},
      {.name = "one layer adds what no layer behind it says, and no taking out would mend it",
       .nginx = fixed,
       .first_line = "✗ Blocked in every layer: PUT https://api.example/users",
       .parts = {"nginx adds Access-Control-Allow-Origin (request).", "app answers 200 ← without",
                 "What to do, in nginx: app sends no 'Access-Control-Allow-Origin'. Take 'add_header "
                 "Access-Control-Allow-Origin' out, and let app send the line where pages need it.",
                 "request corsage explain layer-adds-header", "Or the whole policy in nginx", "app blocks the page",
                 "The fix in app"},
       .app = stripped},
      {.name = "an answer that nobody should print",
       .nginx = hostile,
       .first_line = "✗ Blocked from nginx outward: PUT https://api.example/users",
       .parts = {R"(\x1B[2J\x1B]0;owned\x07)"}},
      {.name = "a cache mixes origins up",
       .nginx = kept,
       .first_line = "! Allowed, with faults on the way: PUT https://api.example/users",
       .parts = {"To a request with Origin: https://stranger.example", "← Age: 7",
                 "this page gets by, others may not"}},
      {.name = "what harms others beside what blocks the page",
       .nginx = doubled,
       .first_line = "✗ Blocked from nginx outward: PUT https://api.example/users",
       .parts = {"nginx drops Vary: Origin",
                 "request · may keep others out, not this page corsage explain layer-drops-vary"},
       .never = "gets by"},
      {.name = "what harms others before the layer that gives no answer",
       .nginx = {.is_silent = true},
       .first_line = "✗ No answer from nginx: PUT https://api.example/users",
       .parts = {"app tells origins apart without Vary: Origin", "request · may keep others out, not this page"},
       .never = "gets by",
       .app = {.preflight = sound().preflight, .actual = explain::layers::without(sound().actual, "Vary")}},
      {.name = "a preflight that is answered too early",
       .nginx = {.actual = sound().actual},
       .first_line = "✗ Blocked from nginx outward: PUT https://api.example/users",
       .parts = {"nginx answers the preflight itself.", "without CORS headers", "likely",
                 "Or the whole policy in nginx", "add_header Access-Control-Allow-Methods \"PUT\" always;"}},
      {.name = "the application blocks",
       .nginx = stripped,
       .first_line = "✗ Blocked in every layer: PUT https://api.example/users",
       .parts = {"app: The answer has no Access-Control-Allow-Origin.", "app blocks the page",
                 "corsage explain allow-origin-missing", "The fix in app"},
       .app = stripped},
      {.name = "an error that nginx passes on without what it may add to other answers",
       .nginx = {.preflight = sound().preflight, .status = 404},
       .first_line = "✗ Blocked in every layer: PUT https://api.example/users",
       .parts =
           {"app answers 404: The answer has no Access-Control-Allow-Origin.",
            "An error answer is hidden behind the missing header app answers 404: look into that first",
            "In nginx, 'add_header' leaves out errors unless it ends with 'always': so this 404 does not show what "
            "nginx adds to other answers. Where those have the CORS headers, 'always' is all that is missing here.",
            "request · corsage explain error-status-hidden", "The fix in app"},
       .app = {.preflight = sound().preflight, .status = 404}},
      {.name = "an error that the page may read, and the answers to which nginx may add something",
       .nginx = {.preflight = sound().preflight, .status = 404, .actual = sound().actual},
       .first_line = "✓ Allowed: PUT https://api.example/users",
       .parts = {"Worth knowing", "so this 404 does not show what nginx adds to other answers."},
       .never = "all that is missing",
       .app = {.preflight = sound().preflight, .status = 404, .actual = sound().actual}},
      {.name = "an error that nginx adds headers to",
       .nginx = {.preflight = sound().preflight, .status = 404, .actual = sound().actual},
       .first_line = "! Allowed, with faults on the way: PUT https://api.example/users",
       .parts = {"nginx writes the CORS headers itself"},
       .never = "does not show",
       .app = {.preflight = sound().preflight, .status = 404}},
      {.name = "the layer that pages meet gives no answer",
       .nginx = {.is_silent = true},
       .first_line = "✗ No answer from nginx: PUT https://api.example/users",
       .parts = {"nginx gives no answer", "connection-failed: nobody listens"}},
  };
}

template <typename Check>
void for_each_row(Check check) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    check(row, hops_of({explain::layers::layer("app", row.app), explain::layers::layer("nginx", row.nginx)}));
  }
}

TEST(HopsText, says_what_happens_where_and_what_to_do) {
  for_each_row([](Row const& row, Hops const& hops) {
    auto const text = hops_text(hops, {});
    EXPECT_EQ(text.substr(0, text.find('\n')), row.first_line);
    for (auto const& part : row.parts) {
      EXPECT_NE(unwrapped(text).find(part), std::string::npos) << part << "\nis not in\n" << text;
    }
    EXPECT_TRUE(row.never.empty() || unwrapped(text).find(row.never) == std::string::npos) << text;
  });
}

TEST(HopsText, says_why_a_layer_blocks_that_the_next_makes_up_for) {
  auto doubled = sound();
  doubled.actual.push_back(doubled.actual.front());
  auto hops = hops_of({explain::layers::layer("nginx", doubled), explain::layers::layer("app", sound())});
  constexpr std::string_view why = "Without app, nginx blocks the page: Access-Control-Allow-Origin has more than one";
  constexpr std::string_view order =
      "The first '--hop' is the innermost: where nginx is in front of app, name app first.";
  auto text = unwrapped(hops_text(hops, {}));
  EXPECT_NE(text.find(why), std::string::npos) << text;
  EXPECT_EQ(text.find(order), std::string::npos) << text;
  hops.hops.front().why.fingerprints = {{.product = "nginx", .platform = "nginx"}};
  text = unwrapped(hops_text(hops, {}));
  EXPECT_NE(text.find(order), std::string::npos) << text;
  // An application without CORS, and a proxy that writes it, are as they should be.
  Answers const bare{.preflight = {{"X-Powered-By", "Express"}}, .actual = {{"X-Powered-By", "Express"}}};
  Answers const unrouted{.preflight_status = 405, .preflight = sound().preflight, .actual = sound().actual};
  for (auto const& app : {bare, unrouted}) {
    text = hops_text(hops_of({explain::layers::layer("app", app), explain::layers::layer("nginx", sound())}), {});
    EXPECT_EQ(text.find("blocks the page"), std::string::npos) << text;
  }
}

TEST(HopsText, says_that_nobody_may_listen_only_where_nobody_answered) {
  struct SilenceRow {
    fetch::NetworkFailure failure;
    std::string_view part;
  };
  constexpr std::string_view nobody = "Check that nginx listens there";
  constexpr SilenceRow silences[] = {
      {fetch::NetworkFailure::connection_refused, nobody},
      {fetch::NetworkFailure::connection_failed, nobody},
      {fetch::NetworkFailure::name_not_resolved, "Check the name of the host"},
      {fetch::NetworkFailure::proxy_failed, "nginx itself was not asked"},
      {fetch::NetworkFailure::timed_out, "Look what nginx waits for"},
      {fetch::NetworkFailure::tls_failed, "Check whether nginx speaks TLS at that port"},
      {fetch::NetworkFailure::answer_not_http, "Check whether nginx speaks HTTP at that port"},
      {fetch::NetworkFailure::empty_answer, "closed the connection: the log of nginx"},
  };
  for (auto const& row : silences) {
    SCOPED_TRACE(row.part);
    auto silent = explain::layers::layer("nginx", {.is_silent = true});
    silent.answers.front().back().answer = fetch::Failed{.failure = row.failure, .detail = "evidence"};
    auto const text = unwrapped(hops_text(hops_of({explain::layers::layer("app", sound()), silent}), {}));
    EXPECT_NE(text.find(row.part), std::string::npos) << text;
    EXPECT_EQ(text.find(nobody) != std::string::npos, row.part == nobody) << text;
  }
}

TEST(HopsText, no_line_but_of_code_is_wider_than_the_terminal) {
  for_each_row([](Row const&, Hops const& hops) {
    for (std::size_t const width : {80U, 100U}) {
      std::istringstream text(hops_text(hops, {.width = width}));
      for (std::string line; std::getline(text, line);) {
        bool const is_code = line.starts_with("    ");
        EXPECT_TRUE(is_code || display_width(line) <= width) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  });
}

TEST(HopsText, nothing_that_a_layer_sends_reaches_the_terminal_raw) {
  for_each_row([](Row const&, Hops const& hops) {
    for (auto const& text : {hops_text(hops, {}), hops_json(hops)}) {
      EXPECT_EQ(text.find('\x1B'), std::string::npos);
      EXPECT_EQ(text.find('\x07'), std::string::npos);
    }
  });
}

TEST(HopsJson, is_one_line_that_tells_the_same) {
  simdjson::dom::parser parser;
  for_each_row([&](Row const&, Hops const& hops) {
    auto const json = hops_json(hops);
    EXPECT_EQ(json.find('\n'), json.size() - 1);
    simdjson::dom::element const document = parser.parse(json);
    EXPECT_EQ(std::string_view(document["schema"]), "corsage-hops/1");
    EXPECT_EQ(simdjson::dom::array(document["layers"]).size(), hops.layers.size());
    EXPECT_EQ(simdjson::dom::array(document["findings"]).size(), hops.findings.size());
  });
}

TEST(HopWords, every_reason_of_a_layer_has_words_and_every_fault_a_fix) {
  auto hops = hops_of({explain::layers::layer("app", sound()), explain::layers::layer("nginx", sound())});
  for (std::size_t i = 0; i < trace::reason_count; ++i) {
    auto const& row = trace::text(static_cast<Reason>(i));
    if (!row.token.starts_with("layer-")) {
      continue;
    }
    SCOPED_TRACE(row.token);
    LayerFinding const finding{.reason = static_cast<Reason>(i), .layer = 1, .inner = 0, .header = "Vary"};
    for (auto const* const platform : {"any", "nginx", "haproxy", "apache", "caddy", "envoy", "cloudfront"}) {
      hops.hops.back().why.platform = platforms::platform_named(platform);
      auto const advice = advice_on(hops, finding);
      EXPECT_EQ(advice.text.empty(), row.severity == trace::Severity::note) << platform;
      for (auto const& text :
           {advice.text, words_of(hops, finding), advice.lines.empty() ? "" : advice.lines.front()}) {
        for (auto const* const place : {"{layer}", "{inner}", "{header}", "{status}", "{inner_status}"}) {
          EXPECT_EQ(text.find(place), std::string::npos) << text;
        }
      }
    }
    EXPECT_NE(words_of(hops, finding).find("nginx"), std::string::npos);
  }
}

}  // namespace
}  // namespace corsage::report
