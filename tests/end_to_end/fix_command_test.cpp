// `corsage why --fix` and `corsage policy render` write the same for the same policy, for every platform there is.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/platforms/platform.hpp"
#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::test {
namespace {

struct FixRow {
  std::string name;
  Process::Arguments arguments;
};

/// The policy that mends it, as a policy file: JSON's values are TOML's, too.
std::string policy_file(simdjson::dom::object const& policy) {
  std::string file = "[cors]\n";
  for (auto const& [key, value] : policy) {
    file.append(key).append(" = ").append(simdjson::minify(value)).append("\n");
  }
  return file;
}

/// Only `why` knows which URL is asked for, which Next.js is told in the last paragraph.
std::string_view without_paths(std::string_view text, std::string_view platform) {
  return platform == "nextjs" ? text.substr(0, text.rfind("\n\n")) : text;
}

class FixCommand : public testing::TestWithParam<platforms::Platform> {
 protected:
  /// What `why` says to the same question, in text or as a document.
  static std::string why(FixRow const& row, ScriptedServer const& server, bool as_json) {
    Process::Arguments arguments{"why", server.origin() + "/", "--fix", std::string(GetParam().token)};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    if (as_json) {
      arguments.emplace_back("--json");
    }
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, 1) << ending.error;
    return ending.output;
  }

  Process::Ending render(simdjson::dom::object const& policy, std::string_view platform) {
    return corsage(
        {"policy", "render", directory_.write("corsage.toml", policy_file(policy)), "--to", std::string(platform)});
  }

  TemporaryDirectory directory_;
};

TEST_P(FixCommand, writes_what_render_writes_or_refuses_as_it_does) {
  std::vector<FixRow> const rows = {
      {.name = "a header and a method",
       .arguments = {"--from", "https://app.example.com", "-X", "PUT", "-H", "content-type: application/json", "-d",
                     "{}", "--send-unsafe"}},
      {.name = "credentials, and an origin of an app",
       .arguments = {"--from", "app://Foo", "-X", "PURGE", "-H", "x-a: 1", "--cookie", "a=1", "--credentials",
                     "include", "--send-unsafe"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(Rules{{.status = 200, .headers = {{"Server", "nginx/1.22.1"}}, .body = "{}"}});
    simdjson::dom::parser parser;
    simdjson::dom::element const document = parser.parse(why(row, server, true));
    simdjson::dom::element const fix = document["fix"];
    std::string_view const platform = fix["platform"];
    auto const rendered = render(fix["policy"], platform);
    EXPECT_EQ(rendered.status, 0) << rendered.error;
    EXPECT_EQ(without_paths(fix["text"], platform), without_paths(rendered.output, platform));
    bool const is_refused = !fix["instead_of"].is_null();
    EXPECT_EQ(platform, is_refused ? "any" : GetParam().token);
    if (is_refused) {
      auto const refused = render(document["judgements"].at(0)["fix"]["policy"], GetParam().token);
      EXPECT_EQ(refused.status, 2) << refused.output;
      EXPECT_EQ(refused.output, "");
      EXPECT_NE(refused.error.find("cannot be written for this platform"), std::string::npos) << refused.error;
      auto const text = why(row, server, false);
      EXPECT_NE(text.find(std::string(GetParam().name) + " cannot say this fix:"), std::string::npos) << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(for_every_platform, FixCommand,
                         testing::ValuesIn(platforms::all_platforms().begin(), platforms::all_platforms().end()),
                         [](testing::TestParamInfo<platforms::Platform> const& instance) {
                           std::string name(instance.param.token);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace corsage::test
