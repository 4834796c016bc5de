// What frameworks that no package has here, and their languages, would make wider than the policy.

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "corsage/platforms/platform.hpp"

#include <gtest/gtest.h>

namespace corsage::platforms {
namespace {

std::string rendered(std::string_view token, policy::Config const& config) {
  auto text = platform_named(token)->render(config, {});
  EXPECT_TRUE(text) << token;
  return text.value_or("");
}

struct AgeRow {
  std::string name;
  std::string token;
  std::string setting;
  std::uint64_t longest;
};

TEST(Frameworks, are_given_no_age_that_their_language_cannot_hold) {
  std::vector<AgeRow> const rows = {
      {.name = "an int, which has 32 bits somewhere",
       .token = "go-rs-cors",
       .setting = "MaxAge: ",
       .longest = 2147483647},
      {.name = "a limit of the package itself",
       .token = "go-jub0bs-cors",
       .setting = "MaxAgeInSeconds: ",
       .longest = 86400},
      {.name = "a long", .token = "spring", .setting = "setMaxAge(", .longest = 9223372036854775807},
      {.name = "a span of time in ticks", .token = "aspnet", .setting = "FromSeconds(", .longest = 922337203685},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    policy::Config config{.origins = {"https://a.test"}, .max_age = row.longest};
    EXPECT_NE(rendered(row.token, config).find(row.setting + std::to_string(row.longest)), std::string::npos);
    config.max_age = row.longest + 1;
    auto const shortened = rendered(row.token, config);
    EXPECT_EQ(shortened.find(row.setting + std::to_string(row.longest + 1)), std::string::npos) << shortened;
    EXPECT_NE(shortened.find(row.setting + std::to_string(row.longest)), std::string::npos) << shortened;
    EXPECT_NE(shortened.find("// It takes " + std::to_string(row.longest) + " seconds at most"), std::string::npos);
  }
}

struct CaseRow {
  std::string name;
  std::string token;
  std::string has;
  std::string has_not;
};

TEST(Frameworks, keep_the_case_of_an_origin_that_is_none_of_the_web) {
  std::vector<CaseRow> const rows = {
      {.name = "a list would ignore case",
       .token = "go-rs-cors",
       .has = "AllowOriginFunc: regexp.MustCompile(`^(?:app://Foo|https://a\\.test)$`)",
       .has_not = "AllowedOrigins"},
      {.name = "so would this one",
       .token = "spring",
       .has = "setAllowedOriginPatterns(List.of(\"app://Foo\", \"https://a.test\"))",
       .has_not = "cors.setAllowedOrigins("},
      {.name = "a list would be in lower case",
       .token = "aspnet",
       .has = "SetIsOriginAllowed(origin => origin is \"app://Foo\" or \"https://a.test\")",
       .has_not = "WithOrigins"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const text = rendered(row.token, {.origins = {"app://Foo", "https://a.test"}});
    EXPECT_NE(text.find(row.has), std::string::npos) << text;
    EXPECT_EQ(text.find(row.has_not), std::string::npos) << text;
  }
}

struct TrapRow {
  std::string name;
  std::string token;
  std::string has;
};

TEST(Frameworks, say_or_delete_what_the_application_sets_itself) {
  std::vector<TrapRow> const rows = {
      {.name = "nothing can come between", .token = "go-rs-cors", .has = "stands, also for origins that this refuses"},
      {.name = "nor here", .token = "go-jub0bs-cors", .has = "stands, also for origins that this refuses"},
      {.name = "refused origins get no further", .token = "spring", .has = "@CrossOrigin too, stands beside"},
      {.name = "a route's answer comes later", .token = "nextjs", .has = "also for refused origins"},
      {.name = "deleted before UseCors adds",
       .token = "aspnet",
       .has = "headers.Remove(\"Access-Control-Allow-Origin\")"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_NE(rendered(row.token, {.origins = {"https://a.test", "https://b.test"}}).find(row.has), std::string::npos);
  }
}

TEST(Frameworks, answer_preflights_with_the_status_of_the_policy) {
  policy::Config config{.origins = {"https://a.test"}};
  EXPECT_EQ(rendered("go-jub0bs-cors", config).find("PreflightSuccessStatus"), std::string::npos);
  config.preflight_status = 200;
  config.dangerously_allow_public_suffixes = true;
  EXPECT_NE(rendered("go-jub0bs-cors", config)
                .find("ExtraConfig: cors.ExtraConfig{PreflightSuccessStatus: 200, "
                      "DangerouslyTolerateSubdomainsOfPublicSuffixes: true},"),
            std::string::npos);
}

TEST(Frameworks, answer_no_OPTIONS_that_is_not_from_a_page) {
  constexpr std::string_view guard =
      "if r.Method == \"OPTIONS\" && r.Header.Get(\"Origin\") != \"\" && "
      "r.Header.Get(\"Access-Control-Request-Method\") == \"OPTIONS\" {";
  EXPECT_NE(rendered("go-rs-cors", {.origins = {"https://a.test"}}).find(guard), std::string::npos);
}

TEST(Frameworks, need_no_import_for_a_pattern_of_ASP_NET) {
  EXPECT_NE(rendered("aspnet", {.origins = {"https://*.a.test"}})
                .find("SetIsOriginAllowed(origin => System.Text.RegularExpressions.Regex.IsMatch("),
            std::string::npos);
}

TEST(Frameworks, vary_every_answer_of_ASP_NET_that_depends_on_the_origin) {
  constexpr std::string_view vary = "headers.AppendCommaSeparatedValues(\"Vary\", \"Origin\")";
  auto const listed = rendered("aspnet", {.origins = {"https://a.test"}});
  EXPECT_LT(listed.find(vary), listed.find("app.UseCors()"));
  EXPECT_EQ(rendered("aspnet", {.origins = {"*"}}).find(vary), std::string::npos);
}

TEST(Frameworks, have_no_method_in_lower_case_where_it_would_be_taken_for_another) {
  auto const text = platform_named("go-rs-cors")->render({.origins = {"https://a.test"}, .methods = {"patch"}}, {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().front().value, "the method patch");
}

TEST(Frameworks, match_the_paths_that_are_known) {
  auto const next = [](std::vector<std::string> paths) {
    return platform_named("nextjs")->render({.origins = {"https://a.test"}}, {.paths = std::move(paths)}).value();
  };
  EXPECT_TRUE(
      next({}).ends_with("// The paths that pages ask for: put yours here.\n"
                         "export const config = { matcher: '/api/:path*' }\n"));
  EXPECT_TRUE(next({"/"}).ends_with("}\n\nexport const config = { matcher: ['/'] }\n"));
  // What is no letter of a path to Next.js is escaped for it, and that once more for the string.
  EXPECT_TRUE(next({"/none", "/a:b/(it's)+1/"})
                  .ends_with("export const config = { matcher: ['/none', '/a\\\\:b/\\\\(it\\'s\\\\)\\\\+1'] }\n"));
}

TEST(Frameworks, comment_in_lines_of_a_terminal) {
  constexpr std::size_t columns = 80;
  for (auto const* const token : {"express", "fastify", "koa", "nextjs", "flask", "django", "fastapi", "rails",
                                  "go-rs-cors", "go-jub0bs-cors", "spring", "aspnet", "workers"}) {
    SCOPED_TRACE(token);
    auto const text = platform_named(token)->render(
        {.origins = {"https://a.test"}, .credentials = true, .request_headers = {"content-type"}},
        {.replaced = {"Access-Control-Allow-Origin: *"}});
    std::istringstream lines(text.value());
    for (std::string line; std::getline(lines, line);) {
      auto const first = line.find_first_not_of(' ');
      bool const is_comment = first != std::string::npos && (line.compare(first, 2, "//") == 0 || line[first] == '#');
      EXPECT_TRUE(!is_comment || line.size() <= columns) << line;
    }
  }
}

}  // namespace
}  // namespace corsage::platforms
