#include "options.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

struct Row {
  std::string name;
  std::vector<std::string> names;
  std::string typed;
  std::string mistake;
};

TEST(OneOf, SaysWhatWouldBeRight) {
  std::vector<std::string> const few = {"auto", "always", "never"};
  std::vector<std::string> const many = {
      "nginx",   "apache", "haproxy", "caddy",  "express",    "fastify",        "koa", "nextjs",     "flask",  "django",
      "fastapi", "rails",  "spring",  "aspnet", "go-rs-cors", "go-jub0bs-cors", "s3",  "cloudfront", "traefik"};
  std::string const list =
      "  nginx, apache, haproxy, caddy, express, fastify, koa, nextjs, flask, django,\n"
      "  fastapi, rails, spring, aspnet, go-rs-cors, go-jub0bs-cors, s3, cloudfront,\n"
      "  traefik";
  std::vector<Row> const rows{
      {.name = "right", .names = many, .typed = "koa", .mistake = ""},
      {.name = "none of few", .names = few, .typed = "red", .mistake = "'red' is none of auto, always, never"},
      {.name = "near to one of few",
       .names = few,
       .typed = "allways",
       .mistake = "there is no 'allways'; did you mean 'always'?"},
      {.name = "none of many", .names = many, .typed = "iis", .mistake = "there is no 'iis'; there are:\n" + list},
      {.name = "near to one of many",
       .names = many,
       .typed = "apachee",
       .mistake = "there is no 'apachee'; did you mean 'apache'?"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto typed = row.typed;
    EXPECT_EQ(one_of(row.names)(typed), row.mistake);
  }
}

}  // namespace
}  // namespace corsage::cli
