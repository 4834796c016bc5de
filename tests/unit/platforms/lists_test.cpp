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

TEST(Texts, speak_of_no_url_which_a_policy_has_not) {
  for (auto const& platform : all_platforms()) {
    SCOPED_TRACE(platform.token);
    EXPECT_EQ(rendered(platform.token, {.origins = {"*"}}).find("this URL"), std::string::npos);
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

TEST(Lists, have_origins_as_browsers_write_them) {
  std::vector<std::vector<std::string>> const lists = {{"https://localhost:[8080]"},
                                                       {"https://localhost:[8080]", "https://b.test"}};
  for (auto const& origins : lists) {
    for (auto const& platform : all_platforms()) {
      SCOPED_TRACE(platform.token);
      // Some name no origin without credentials, and one has none.
      auto const text = rendered(platform.token, {.origins = origins, .credentials = platform.token != "gcs"});
      EXPECT_NE(text.find("localhost:8080"), std::string::npos) << text;
      EXPECT_EQ(text.find(":[8080]"), std::string::npos) << text;
    }
  }
}

struct RefusedRow {
  std::string name;
  std::string origin;
  std::string instead;
  std::vector<std::string> by;
};

TEST(Lists, tell_what_a_pattern_would_have_to_be) {
  std::vector<RefusedRow> const rows = {
      {.name = "one label",
       .origin = "https://*.a.test",
       .instead = "name each origin, or say '**.', any depth",
       .by = {"s3", "go-jub0bs-cors", "gateway-api", "spring"}},
      {.name = "one label and ports, the label first",
       .origin = "https://*.a.test:[80-90]",
       .instead = "name each origin, or say '**.', any depth",
       .by = {"s3", "spring"}},
      {.name = "any depth already, and any port",
       .origin = "https://**.a.test:*",
       .instead = "name each port, in an entry of its own",
       .by = {"s3", "go-jub0bs-cors", "gateway-api"}},
      {.name = "a range of ports",
       .origin = "https://**.a.test:[80-90]",
       .instead = "name each port, in an entry of its own",
       .by = {"s3", "go-jub0bs-cors", "gateway-api", "spring"}},
  };
  for (auto const& row : rows) {
    for (auto const& token : row.by) {
      SCOPED_TRACE(row.name + " for " + token);
      auto const text = platform_named(token)->render({.origins = {row.origin}, .credentials = true}, {});
      ASSERT_FALSE(text);
      EXPECT_EQ(text.error().front().expected, row.instead);
    }
  }
}

struct HashRow {
  std::string name;
  int origins;
  std::string size;  ///< empty: nginx's own does
};

TEST(Lists, of_nginx_get_a_larger_hash_and_never_a_smaller_one) {
  std::vector<HashRow> const rows = {
      {.name = "two", .origins = 2, .size = ""},
      {.name = "more than its buckets hold", .origins = 201, .size = ""},
      {.name = "as many as its size is for", .origins = 512, .size = ""},
      {.name = "one more", .origins = 513, .size = "map_hash_max_size 4096;"},
      {.name = "many", .origins = 600, .size = "map_hash_max_size 4096;"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    policy::Config config;
    for (int i = 0; i < row.origins; ++i) {
      config.origins.push_back("https://customer-" + std::to_string(i) + ".test");
    }
    auto const text = rendered("nginx", config);
    auto const size = text.find("map_hash_max_size");
    EXPECT_EQ(size == std::string::npos ? "" : text.substr(size, text.find('\n', size) - size), row.size);
  }
}

}  // namespace
}  // namespace corsage::platforms
