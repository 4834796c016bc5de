// Methods and origins, as platforms list them.

#include <string>
#include <string_view>
#include <vector>

#include "corsage/platforms/platform.hpp"

#include <gtest/gtest.h>

namespace corsage::platforms {
namespace {

std::string rendered(std::string_view token, policy::Config const& config) {
  auto text = platform_named(token)->render(config, {});
  EXPECT_TRUE(text) << token << ": " << (text ? "" : text.error().front().value);
  return text.value_or("");
}

TEST(Lists, may_have_the_methods_that_need_no_leave) {
  for (auto const& platform : all_platforms()) {
    SCOPED_TRACE(platform.token);
    EXPECT_NE(rendered(platform.token, {.origins = {"*"}, .methods = {"GET", "HEAD", "POST", "PUT"}}), "");
  }
}

struct MethodsRow {
  std::string name;
  std::string token;
  std::string has;
};

TEST(Lists, have_each_method_once) {
  std::vector<MethodsRow> const rows = {
      {.name = "a list in Go",
       .token = "go-rs-cors",
       .has = R"(AllowedMethods: []string{"GET", "HEAD", "POST", "PUT"})"},
      {.name = "a list in Java",
       .token = "spring",
       .has = R"(setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT")))"},
      {.name = "arguments in C#", .token = "aspnet", .has = R"(WithMethods("GET", "HEAD", "POST", "PUT"))"},
      {.name = "one string", .token = "envoy", .has = "allow_methods: 'GET, HEAD, POST, PUT'"},
      {.name = "a list in JSON", .token = "s3", .has = R"("AllowedMethods": ["GET", "HEAD", "POST", "PUT"])"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const text = rendered(
        row.token, {.origins = {"https://a.test"}, .credentials = true, .methods = {"POST", "GET", "PUT", "PUT"}});
    EXPECT_NE(text.find(row.has), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace corsage::platforms
