#include "corsage/http/method.hpp"

#include "corsage/base/bytes.hpp"
#include "unit/http/generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::http {
namespace {

struct MethodRow {
  char const* name;
  std::string_view method;
  bool is_method = true;
  bool safelisted = false;
  bool forbidden = false;
  std::string_view normalized;
};

constexpr MethodRow rows[] = {
    {.name = "GET is safelisted", .method = "GET", .safelisted = true, .normalized = "GET"},
    {.name = "HEAD is safelisted", .method = "HEAD", .safelisted = true, .normalized = "HEAD"},
    {.name = "POST is safelisted", .method = "POST", .safelisted = true, .normalized = "POST"},
    {.name = "get is safelisted only once normalised", .method = "get", .normalized = "GET"},
    {.name = "OPTIONS is not safelisted", .method = "OPTIONS", .normalized = "OPTIONS"},
    {.name = "delete is normalised", .method = "delete", .normalized = "DELETE"},
    {.name = "head is normalised", .method = "hEAd", .normalized = "HEAD"},
    {.name = "options is normalised", .method = "Options", .normalized = "OPTIONS"},
    {.name = "post is normalised", .method = "post", .normalized = "POST"},
    {.name = "put is normalised", .method = "puT", .normalized = "PUT"},
    {.name = "patch is not normalised", .method = "patch", .normalized = "patch"},
    {.name = "query is not normalised", .method = "query", .normalized = "query"},
    {.name = "an invented method is one", .method = "eGg", .normalized = "eGg"},
    {.name = "CONNECT is forbidden", .method = "CONNECT", .forbidden = true, .normalized = "CONNECT"},
    {.name = "trace is forbidden in any case", .method = "tRaCe", .forbidden = true, .normalized = "tRaCe"},
    {.name = "TRACK is forbidden", .method = "TRACK", .forbidden = true, .normalized = "TRACK"},
    {.name = "a method that begins as a forbidden one is not", .method = "TRACES", .normalized = "TRACES"},
    {.name = "the empty text is no method", .method = "", .is_method = false, .normalized = ""},
    {.name = "a space makes it no method", .method = "GET ", .is_method = false, .normalized = "GET "},
};

TEST(Method, is_judged_by_its_bytes) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_method(row.method), row.is_method);
    EXPECT_EQ(is_cors_safelisted_method(row.method), row.safelisted);
    EXPECT_EQ(is_forbidden_method(row.method), row.forbidden);
    EXPECT_EQ(normalize_method(row.method), row.normalized);
  }
}

RC_GTEST_PROP(Method, is_normalised_once, ()) {
  auto const method = *test::any_token();
  auto const normalized = normalize_method(method);
  RC_ASSERT(normalize_method(normalized) == normalized);
  RC_ASSERT(byte_case_insensitive_equal(method, normalized));
}

TEST(Method, IsSafeWhereItChangesNothing) {
  for (auto const* const method : {"GET", "HEAD", "OPTIONS", "TRACE"}) {
    EXPECT_TRUE(is_safe_method(method)) << method;
  }
  for (auto const* const method : {"POST", "PUT", "DELETE", "PATCH", "get", ""}) {
    EXPECT_FALSE(is_safe_method(method)) << method;
  }
}

}  // namespace
}  // namespace corsage::http
