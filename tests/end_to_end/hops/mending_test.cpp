// A fix is worth what the server makes of it: the lines that `corsage hops` gives are put where it says.

#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/express_server.hpp"
#include "end_to_end/program.hpp"
#include "support/haproxy.hpp"
#include "support/nginx.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::test {
namespace {

constexpr char const* page = "http://localhost:5173";

/// Lets in the page and whoever corsage makes up, each by its own origin.
constexpr std::string_view script = R"(
const app = require('express')();
app.use(require('cors')({ origin: ['http://localhost:5173', /\.corsage\.example$/] }));
app.get('/', (request, response) => response.json({}));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit(0));
)";

struct Row {
  std::string name;
  std::string reason;
  std::string fault;
  bool is_fixed_before_fault = true;  ///< where order counts
};

std::vector<Row> const nginx_rows = {
    {.name = "nginx keeps an answer for each origin",
     .reason = "layer-caches-across-origins",
     .fault = "proxy_cache kept; proxy_cache_valid 1m; proxy_ignore_headers Vary;\n"},
    {.name = "nginx says Vary again", .reason = "layer-drops-vary", .fault = "proxy_hide_header Vary;\n"},
};

std::vector<Row> const haproxy_rows = {
    {.name = "HAProxy says Vary again",
     .reason = "layer-drops-vary",
     .fault = "http-response del-header Vary\n",
     .is_fixed_before_fault = false},
};

std::string text_of(Row const& row, std::string const& lines) {
  return row.is_fixed_before_fault ? lines + row.fault : row.fault + lines;
}

/// The lines for the fault, which must be found; of the other findings nothing is asked.
std::string lines_for(std::string const& reason, Process::Ending const& ending) {
  EXPECT_EQ(ending.status, 1) << ending.error;
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(ending.output);
  std::string lines;
  for (simdjson::dom::element const finding : simdjson::dom::array(document["findings"])) {
    for (simdjson::dom::element const line : simdjson::dom::array(finding["lines"])) {
      lines += std::string_view(finding["reason"]) == reason ? std::string(std::string_view(line)) + '\n' : "";
    }
  }
  EXPECT_NE(lines, "") << ending.output;
  return lines;
}

Process::Ending hops(Express const& application, std::string const& name, std::string const& front) {
  return corsage(
      {"hops", "--json", "--hop", "app=" + application.origin(), "--hop", name + "=" + front, "--from", page});
}

TEST(HopsMending, NginxIsSoundWithTheLines) {
  TemporaryDirectory const directory;
  Express const application(directory.write("application.js", script));
  for (auto const& row : nginx_rows) {
    SCOPED_TRACE(row.name);
    auto const asked = [&](std::string const& lines) {
      Nginx const nginx("proxy_cache_path cache keys_zone=kept:1m;\nserver { listen 127.0.0.1:PORT; location / {\n" +
                        text_of(row, lines) + "proxy_pass " + application.origin() + "; } }");
      return hops(application, "nginx", nginx.origin());
    };
    auto const mended = asked(lines_for(row.reason, asked("")));
    EXPECT_EQ(mended.status, 0) << mended.output;
  }
}

TEST(HopsMending, HaproxyIsSoundWithTheLines) {
  TemporaryDirectory const directory;
  Express const application(directory.write("application.js", script));
  for (auto const& row : haproxy_rows) {
    SCOPED_TRACE(row.name);
    auto const asked = [&](std::string const& lines) {
      Haproxy const haproxy("frontend all\n    bind 127.0.0.1:PORT\n" + text_of(row, lines) +
                            "    default_backend application\nbackend application\n" + "    server application " +
                            application.origin().substr(std::string_view("http://").size()) + "\n");
      return hops(application, "haproxy", haproxy.origin());
    };
    auto const mended = asked(lines_for(row.reason, asked("")));
    EXPECT_EQ(mended.status, 0) << mended.output;
  }
}

}  // namespace
}  // namespace corsage::test
