#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::Destination;
using fetch::EmbedderPolicy;
using fetch::RequestMode;

struct Row {
  std::string name;
  std::string page;
  std::string url;
  std::vector<std::string> policy;
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  RequestMode mode = RequestMode::no_cors;
  bool is_allowed = true;
};

// Rule 98: https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
std::vector<Row> const rows{
    {"no policy", "https://app.example", "https://api.example/x", {}},
    {"cross-origin", "https://app.example", "https://api.example/x", {"cross-origin"}},
    {"same-origin keeps other origins out",
     "https://app.example",
     "https://api.example/x",
     {"same-origin"},
     EmbedderPolicy::unsafe_none,
     RequestMode::no_cors,
     false},
    {"same-site keeps other sites out",
     "https://app.example",
     "https://api.example/x",
     {"same-site"},
     EmbedderPolicy::unsafe_none,
     RequestMode::no_cors,
     false},
    {"same-site lets siblings in", "https://app.site.example", "https://api.site.example/x", {"same-site"}},
    {"same-site keeps an insecure page from a secure answer",
     "http://app.site.example",
     "https://api.site.example/x",
     {"same-site"},
     EmbedderPolicy::unsafe_none,
     RequestMode::no_cors,
     false},
    {"case counts", "https://app.example", "https://api.example/x", {"Same-Origin"}},
    {"two lines are no policy", "https://app.example", "https://api.example/x", {"same-origin", "same-origin"}},
    {"require-corp asks for one",
     "https://app.example",
     "https://api.example/x",
     {},
     EmbedderPolicy::require_corp,
     RequestMode::no_cors,
     false},
    {"require-corp is content with cross-origin",
     "https://app.example",
     "https://api.example/x",
     {"cross-origin"},
     EmbedderPolicy::require_corp},
    {"credentialless is content with none: no credentials went",
     "https://app.example",
     "https://api.example/x",
     {},
     EmbedderPolicy::credentialless},
    {"... and heeds one that is there",
     "https://app.example",
     "https://api.example/x",
     {"same-origin"},
     EmbedderPolicy::credentialless,
     RequestMode::no_cors,
     false},
    {"a CORS response is not asked",
     "https://app.example",
     "https://api.example/x",
     {"same-origin"},
     EmbedderPolicy::unsafe_none,
     RequestMode::cors},
};

TEST(CrossOriginResourcePolicy, DecidesByTheTable) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Ask const ask{.page = row.page, .url = row.url, .mode = row.mode};
    auto environment = environment_of(ask);
    environment.embedder_policy = row.embedder_policy;
    auto response = answer(200, {{"Access-Control-Allow-Origin", "*"}});
    for (auto const& value : row.policy) {
      response.headers.append("Cross-Origin-Resource-Policy", value);
    }
    EXPECT_EQ(blocked_by(run(request_of(ask), environment, {response})),
              row.is_allowed ? "" : "cross-origin-resource-policy");
  }
}

struct TypeRow {
  std::string name;
  Destination destination;
  std::vector<http::HeaderList::Line> headers;
  bool is_allowed;
};

http::HeaderList::Line const nosniff{"X-Content-Type-Options", "NoSniff"};

// Rule 99.
std::vector<TypeRow> const type_rows{
    {"a script of no type", Destination::script, {}, true},
    {"a script with a picture's type", Destination::script, {{"Content-Type", "image/png"}}, false},
    {"a script with a table's type", Destination::script, {{"Content-Type", "text/csv"}}, false},
    {"a script as HTML", Destination::script, {{"Content-Type", "text/html"}}, true},
    {"a script as HTML, nosniff", Destination::script, {{"Content-Type", "text/html"}, nosniff}, false},
    {"a script as a script, nosniff",
     Destination::script,
     {{"Content-Type", "text/javascript;charset=utf-8"}, nosniff},
     true},
    {"a worker with a picture's type", Destination::worker, {{"Content-Type", "image/png"}}, false},
    {"a worker as plain text, nosniff", Destination::worker, {{"Content-Type", "text/plain"}, nosniff}, false},
    {"a worker as plain text", Destination::worker, {{"Content-Type", "text/plain"}}, true},
    {"a worker as a script, nosniff", Destination::worker, {{"Content-Type", "application/javascript"}, nosniff}, true},
    {"a style as plain text, nosniff", Destination::style, {{"Content-Type", "text/plain"}, nosniff}, false},
    {"a style as a style, nosniff", Destination::style, {{"Content-Type", "text/css"}, nosniff}, true},
    {"only the first value counts", Destination::style, {{"X-Content-Type-Options", "x, nosniff"}}, true},
    {"the last type counts",
     Destination::style,
     {{"Content-Type", "text/plain"}, {"Content-Type", "text/css"}, nosniff},
     true},
    {"fetch() takes any type", Destination::empty, {{"Content-Type", "image/png"}, nosniff}, true},
};

TEST(MimeType, HasToFitWhatAskedForIt) {
  for (auto const& [name, destination, headers, is_allowed] : type_rows) {
    SCOPED_TRACE(name);
    auto request = request_of({.mode = RequestMode::no_cors});
    request.destination = destination;
    auto response = answer(200);
    for (auto const& [header, value] : headers) {
      response.headers.append(header, value);
    }
    EXPECT_EQ(blocked_by(run(request, environment_of({}), {response})), is_allowed ? "" : "nosniff-mime-type");
  }
}

struct IntegrityRow {
  std::string name;
  Ask ask;
  int status;
  bool is_allowed;
};

// Rule 41: https://fetch.spec.whatwg.org/#concept-main-fetch , step 22.
std::vector<IntegrityRow> const integrity_rows{
    {"an answer that may be read", {}, 200, true},
    {"one within the origin", {.url = "https://app.example/x"}, 200, true},
    {"an opaque one", {.mode = RequestMode::no_cors}, 200, false},
    {"a redirect in mode manual", {.redirect = fetch::RedirectMode::manual}, 302, false},
    {"a redirect that leads nowhere", {}, 302, true},
    {"a status without a body", {}, 204, false},
    {"the answer to HEAD", {.method = "HEAD"}, 200, false},
};

TEST(Integrity, NeedsABodyThatMayBeRead) {
  for (auto const& [name, ask, status, is_allowed] : integrity_rows) {
    SCOPED_TRACE(name);
    auto request = request_of(ask);
    request.has_integrity = true;
    auto const result = run(request, environment_of(ask), {answer(status, {{"Access-Control-Allow-Origin", "*"}})});
    EXPECT_EQ(blocked_by(result), is_allowed ? "" : "opaque-with-integrity");
    EXPECT_EQ(result.outcome.verdict, is_allowed ? fetch::Verdict::allowed : fetch::Verdict::blocked);
  }
}

}  // namespace
}  // namespace corsage::tests
