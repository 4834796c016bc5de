// Every platform's text for the same policies, and what the products themselves say of it.

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "corsage/platforms/platform.hpp"
#include "golden.hpp"
#include "support/process.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::platforms {
namespace {

struct Row {
  std::string name;
  policy::Config config;
  Place place = {};
};

std::vector<Row> const& rows() {
  static std::vector<Row> const rows{
      {.name = "one-origin",
       .config = {.origins = {"https://app.example.com"}},
       .place = {.preflights = Preflights::leave}},
      {.name = "everybody", .config = {.origins = {"*"}}, .place = {.preflights = Preflights::leave}},
      {.name = "lines-to-replace",
       .config = {.origins = {"https://app.example.com"}, .methods = {"PUT"}},
       .place = {.replaced = {"Access-Control-Allow-Origin: *",
                              "Access-Control-Allow-Origin: https://app.example.com"}}},
      {.name = "everybody-everything",
       .config = {.origins = {"*"}, .methods = {"*"}, .request_headers = {"*"}, .response_headers = {"*"}}},
      {.name = "credentials-and-lists",
       .config = {.origins = {"https://app.example.com"},
                  .credentials = true,
                  .methods = {"PUT", "DELETE"},
                  .request_headers = {"authorization", "content-type"},
                  .response_headers = {"x-request-id"},
                  .max_age = 600}},
      {.name = "several-origins",
       .config = {.origins = {"https://app.example.com", "http://localhost:5173", "http://[::1]:8080"},
                  .credentials = true,
                  .methods = {"PATCH"}}},
      {.name = "a-very-long-origin",
       .config = {.origins = {"https://a-very-long-preview-deployment-name-of-a-pull-request.app.example.com",
                              "https://app.example.com"}}},
      {.name = "any-header-with-credentials",
       .config = {.origins = {"https://app.example.com"}, .credentials = true, .request_headers = {"*"}}},
      {.name = "everybody-with-credentials",
       .config = {.origins = {"*"},
                  .credentials = true,
                  .timing = true,
                  .dangerously_allow_any_origin_with_credentials = true}},
      {.name = "patterns",
       .config = {.origins = {"https://*.example.com", "https://**.example.org", "http://localhost:[5173,8000-8099]",
                              "https://api.example.com:*"},
                  .timing = true}},
      {.name = "the-origin-null",
       .config = {.origins = {"null", "https://app.example.com"}, .dangerously_allow_null_origin = true}},
      {.name = "every-byte-of-a-token",
       .config = {.origins = {"app+x://~Foo.%41"},
                  .methods = {"!#%&'*+-.^_`|~"},
                  .request_headers = {"x-'a", "~x-`b"},
                  .response_headers = {"x-#c"},
                  .timing = true}},
      {.name = "status-200-and-timing",
       .config = {.origins = {"https://app.example.com"},
                  .methods = {"PUT"},
                  .max_age = 0,
                  .preflight_status = 200,
                  .timing = true}},
  };
  return rows;
}

/// The rendering, which the rows' policies all have.
std::string rendered(std::string_view token, Row const& row) {
  auto const text = platform_named(token)->render(row.config, row.place);
  EXPECT_TRUE(text) << row.name;
  return text.value_or("");
}

std::string rendered_or_refused(Platform const& platform, Row const& row) {
  auto text = platform.render(row.config, row.place);
  if (text) {
    return *std::move(text);
  }
  std::string refused;
  for (auto const& mistake : text.error()) {
    refused += fmt::format("({}: {}; {})\n", to_string(mistake.code), mistake.value, mistake.expected);
  }
  return refused;
}

TEST(Platforms, texts_are_as_blessed) {
  for (auto const& platform : all_platforms()) {
    SCOPED_TRACE(platform.token);
    std::string all;
    for (auto const& row : rows()) {
      all += fmt::format("======== {}\n{}", row.name, rendered_or_refused(platform, row));
    }
    test::expect_golden(fmt::format("platforms/{}.txt", platform.token), all);
  }
}

/// A whole nginx.conf around what belongs into http { } and into a location { }.
std::string nginx_configuration(std::string const& text, std::filesystem::path const& directory) {
  auto const location = text.find("# In the location");
  return fmt::format(
      "pid {0}/pid;\n"
      "events {{}}\n"
      "http {{\n{1}\n"
      "server {{ listen unix:{0}/socket; location / {{\n{2}\nproxy_pass http://127.0.0.1:9; }} }}\n"
      "}}\n",
      directory.string(), text.substr(0, location), text.substr(location));
}

/// As many origins as some have customers, and names as long as DNS has them.
std::vector<Row> rows_of_many() {
  std::vector<Row> many;
  for (std::size_t const count : {2U, 200U, 201U, 600U, 10'000U}) {
    for (std::size_t const length : {1U, 14U, 15U, 60U, 220U}) {
      Row row{.name = fmt::format("{} origins, of names of {} bytes and more", count, length), .config = {}};
      for (std::size_t i = 0; i < count; ++i) {
        std::string label(std::min<std::size_t>(length, 60), 'a');
        for (std::size_t rest = length; rest > 60; rest -= 40) {
          label.append(".").append(39, 'b');
        }
        row.config.origins.push_back(fmt::format("https://customer-{}.{}.example.com", i, label));
      }
      many.push_back(std::move(row));
    }
  }
  return many;
}

TEST(Platforms, nginx_takes_its_text) {
  auto all = rows();
  std::ranges::move(rows_of_many(), std::back_inserter(all));
  for (auto const& row : all) {
    SCOPED_TRACE(row.name);
    test::TemporaryDirectory const directory;
    auto const file = directory.write("nginx.conf", nginx_configuration(rendered("nginx", row), directory.path()));
    auto const checked = test::run({"nginx", "-t", "-e", "stderr", "-p", directory.path().string(), "-c", file});
    EXPECT_EQ(checked.status, 0) << checked.error;
    EXPECT_EQ(checked.error.find("[warn]"), std::string::npos) << checked.error;
  }
}

/// How a platform's product, or its language, reads a text.
struct CheckedPlatform {
  std::string token;
  std::string file;
  std::string before = {};
  std::vector<std::string> check;  ///< the command, FILE standing for the file
};

void expect_taken(CheckedPlatform const& platform, Row const& row) {
  auto const text = platform_named(platform.token)->render(row.config, row.place);
  if (!text) {
    return;
  }
  test::TemporaryDirectory const directory;
  auto const file = directory.write(platform.file, platform.before + *text);
  auto command = platform.check;
  std::ranges::replace(command, "FILE", file);
  auto const checked = test::run(command, {}, {.directory = directory.path().string()});
  EXPECT_EQ(checked.status, 0) << checked.error;
}

TEST(Platforms, products_take_their_texts) {
  std::string apache = "ServerRoot /usr/lib/apache2\nErrorLog /dev/stderr\nServerName a.test\nListen 127.0.0.1:9\n";
  for (auto const* const module : {"mpm_event", "authz_core", "setenvif", "headers", "rewrite"}) {
    apache += fmt::format("LoadModule {0}_module modules/mod_{0}.so\n", module);
  }
  // What the shell gives to the cloud's own program has to be JSON.
  std::vector<std::string> const here_document{
      "bash", "-c", "aws() { cat; }; gcloud() { cat; }; . \"$0\" | python3 -m json.tool", "FILE"};
  std::vector<std::string> const yaml{"/usr/bin/python3", "-c", "import sys, yaml; yaml.safe_load(open(sys.argv[1]))",
                                      "FILE"};
  std::vector<CheckedPlatform> const checked{
      {.token = "apache", .file = "httpd.conf", .before = apache, .check = {"/usr/sbin/apache2", "-t", "-f", "FILE"}},
      {.token = "haproxy",
       .file = "haproxy.cfg",
       .before = "defaults\n    mode http\n    timeout client 1s\n    timeout server 1s\n    timeout connect 1s\n"
                 "frontend all\n    bind 127.0.0.1:9\n",
       .check = {"/usr/sbin/haproxy", "-c", "-q", "-f", "FILE"}},
      {.token = "flask", .file = "app.py", .check = {"python3", "-m", "py_compile", "FILE"}},
      {.token = "fastapi", .file = "app.py", .check = {"python3", "-m", "py_compile", "FILE"}},
      {.token = "django", .file = "settings.py", .check = {"python3", "-m", "py_compile", "FILE"}},
      {.token = "express", .file = "app.js", .check = {"node", "--check", "FILE"}},
      {.token = "fastify", .file = "app.js", .check = {"node", "--check", "FILE"}},
      {.token = "koa", .file = "app.js", .check = {"node", "--check", "FILE"}},
      {.token = "nextjs", .file = "middleware.mjs", .check = {"node", "--check", "FILE"}},
      {.token = "s3", .file = "s3.sh", .check = here_document},
      {.token = "gcs", .file = "gcs.sh", .check = here_document},
      {.token = "azure", .file = "azure.sh", .check = {"bash", "-n", "FILE"}},
      {.token = "api-gateway", .file = "api.yaml", .check = yaml},
      {.token = "cloudfront", .file = "cloudfront.yaml", .check = yaml},
      {.token = "envoy", .file = "envoy.yaml", .check = yaml},
      {.token = "traefik", .file = "traefik.yaml", .check = yaml},
      {.token = "gateway-api", .file = "route.yaml", .check = yaml},
      {.token = "workers", .file = "worker.mjs", .check = {"node", "--check", "FILE"}},
  };
  // Each kind of value once: a process for every text would take long.
  constexpr std::string_view telling[] = {"every-byte-of-a-token", "credentials-and-lists", "patterns"};
  constexpr std::string_view quick[] = {"apache", "haproxy"};
  for (auto const& platform : checked) {
    for (auto const& row : rows()) {
      if (std::ranges::find(telling, row.name) == std::end(telling) &&
          std::ranges::find(quick, platform.token) == std::end(quick)) {
        continue;
      }
      SCOPED_TRACE(fmt::format("{} for {}", row.name, platform.token));
      expect_taken(platform, row);
    }
  }
}

struct RefusedRow {
  std::string name;
  policy::Config config;
  std::vector<std::string_view> by = {"nginx", "express", "any"};
  DiagnosticCode code;
};

/// A list that no few digits say.
std::string every_third_port() {
  std::string ports = "1000";
  for (int port = 1003; port < 4000; port += 3) {
    ports += fmt::format(",{}", port);
  }
  return ports;
}

TEST(Platforms, refuse_what_they_cannot_say_exactly) {
  std::vector<RefusedRow> const refused{
      {.name = "credentials for everybody",
       .config = {.origins = {"*"}, .credentials = true},
       .code = DiagnosticCode::policy_prohibited},
      {.name = "the origin null", .config = {.origins = {"null"}}, .code = DiagnosticCode::policy_prohibited},
      {.name = "no origin", .config = {}, .code = DiagnosticCode::policy_not_expressible},
      {.name = "everybody beside a pattern",
       .config = {.origins = {"*", "https://*.example.com"}},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "a pattern that is none",
       .config = {.origins = {"https://a*.example.com"}},
       .code = DiagnosticCode::policy_origin_wildcard_misplaced},
      {.name = "an origin that would break out of the quotation marks",
       .config = {.origins = {"https://a.test\" always; add_header X \"y"}},
       .code = DiagnosticCode::policy_origin_invalid},
      {.name = "a quotation mark that the URL standard takes into a host",
       .config = {.origins = {"http://a'b\"c.example.com"}},
       .code = DiagnosticCode::policy_origin_invalid},
      {.name = "an origin with a variable of nginx",
       .config = {.origins = {"https://$host"}},
       .code = DiagnosticCode::policy_origin_invalid},
      {.name = "an origin that no browser writes so",
       .config = {.origins = {"https://a.test/"}},
       .code = DiagnosticCode::policy_origin_has_path},
      {.name = "a method with a variable of nginx",
       .config = {.origins = {"https://a.test"}, .methods = {"A$B"}},
       .by = {"nginx"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "a header with a variable of nginx",
       .config = {.origins = {"https://a.test"}, .request_headers = {"x-$a"}},
       .by = {"nginx"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "more header names than nginx reads in one word",
       .config = {.origins = {"https://a.test"}, .request_headers = std::vector<std::string>(700, "x-name")},
       .by = {"nginx"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "more ports than nginx reads in one word",
       .config = {.origins = {"https://a.test:[" + every_third_port() + "]"}},
       .by = {"nginx"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "a method that is none",
       .config = {.origins = {"https://a.test"}, .methods = {"P UT"}},
       .code = DiagnosticCode::method_invalid},
      {.name = "a header name that is none",
       .config = {.origins = {"https://a.test"}, .request_headers = {"x\ny"}},
       .code = DiagnosticCode::header_name_invalid},
      {.name = "every response header together with credentials",
       .config = {.origins = {"https://a.test"}, .credentials = true, .response_headers = {"*"}},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "a method that is not on API Gateway's list",
       .config = {.origins = {"https://a.test"}, .methods = {"PURGE"}},
       .by = {"api-gateway"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "a header that is an option on a command line",
       .config = {.origins = {"https://a.test"}, .credentials = true, .request_headers = {"--account-name"}},
       .by = {"azure"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "an exposed header that is an option on a command line",
       .config = {.origins = {"https://a.test"}, .credentials = true, .response_headers = {"-h"}},
       .by = {"azure"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "more origins than Azure takes",
       .config = {.origins = std::vector<std::string>(65, "https://a.test"), .credentials = true},
       .by = {"azure"},
       .code = DiagnosticCode::policy_not_expressible},
      {.name = "every method together with credentials, where the package cannot",
       .config = {.origins = {"https://a.test"}, .credentials = true, .methods = {"*"}},
       .by = {"go-rs-cors"},
       .code = DiagnosticCode::policy_not_expressible},
  };
  for (auto const& row : refused) {
    for (auto const token : row.by) {
      SCOPED_TRACE(fmt::format("{} for {}", row.name, token));
      auto const text = platform_named(token)->render(row.config, {});
      ASSERT_FALSE(text);
      EXPECT_EQ(text.error().front().code, row.code);
    }
  }
}

TEST(Platforms, keep_a_preflight_no_longer_than_they_can) {
  struct Longest {
    std::string_view token;
    std::uint64_t seconds;
  };
  constexpr std::uint64_t int32 = 2147483647;
  constexpr Longest all[] = {{"s3", int32},         {"gcs", int32},         {"azure", int32},
                             {"cloudfront", int32}, {"gateway-api", int32}, {"api-gateway", 86400}};
  for (auto const& longest : all) {
    SCOPED_TRACE(longest.token);
    policy::Config config{.origins = {"*"}, .max_age = longest.seconds};
    auto const whole = platform_named(longest.token)->render(config, {}).value();
    EXPECT_NE(whole.find(fmt::format("{}", longest.seconds)), std::string::npos);
    EXPECT_EQ(whole.find("seconds at most"), std::string::npos);
    config.max_age = longest.seconds + 1;
    auto const cut = platform_named(longest.token)->render(config, {}).value();
    auto const comment =
        fmt::format("# It takes {} seconds at most, where the policy has {}.\n", longest.seconds, longest.seconds + 1);
    auto const place = cut.find(comment);
    ASSERT_NE(place, std::string::npos) << cut;
    EXPECT_EQ(cut.find(fmt::format("{}", longest.seconds + 1), place + comment.size()), std::string::npos);
    EXPECT_NE(cut.find(fmt::format("{}", longest.seconds), place + comment.size()), std::string::npos);
  }
}

/// The line's comment, where it is one, and none that only quotes what stands in the policy or in an answer.
bool is_sentence(std::string_view line) {
  auto const start = line.find_first_not_of(' ');
  bool const is_comment = start != std::string_view::npos && line.substr(start).starts_with("# ");
  return is_comment && !line.substr(start).starts_with("#   ");
}

TEST(Platforms, comments_fit_on_a_terminal) {
  constexpr std::string_view tokens[] = {"nginx",       "apache",      "haproxy", "caddy", "s3",
                                         "api-gateway", "cloudfront",  "gcs",     "azure", "envoy",
                                         "traefik",     "gateway-api", "any"};
  for (auto const token : tokens) {
    for (auto const& row : rows()) {
      std::istringstream text(platform_named(token)->render(row.config, row.place).value_or(""));
      for (std::string line; std::getline(text, line);) {
        EXPECT_TRUE(!is_sentence(line) || line.size() <= 80) << token << ": " << line;
      }
    }
  }
}

TEST(Platforms, say_a_dollar_sign_where_it_is_a_letter_like_any_other) {
  policy::Config const config{.origins = {"https://a.test"}, .methods = {"A$B"}, .request_headers = {"x-$a"}};
  for (auto const token : {"express", "any"}) {
    SCOPED_TRACE(token);
    EXPECT_NE(platform_named(token)->render(config, {}).value_or("").find("x-$a"), std::string::npos);
  }
}

TEST(Platforms, are_found_by_their_tokens) {
  for (auto const& platform : all_platforms()) {
    EXPECT_EQ(platform_named(platform.token), &platform);
  }
  EXPECT_EQ(platform_named("abacus"), nullptr);
}

}  // namespace
}  // namespace corsage::platforms
