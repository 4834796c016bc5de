// What is given by -H and -b is masked by every command that asks a server, also where the server says it again.

#include <string>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr auto page = "https://app.example.com";

/// Says again what it was given, in every place where a header can.
Rules const echoing = {{.status = 403,
                        .headers = {{"Access-Control-Allow-Origin", "https://s3cret-tenant"},
                                    {"Access-Control-Allow-Headers", "s3cret-tenant"},
                                    {"X-Tenant", "s3cret-tenant"},
                                    {"Vary", "s3cret-tenant"},
                                    {"Location", "/s3cret-tenant?to=s3cret%2Fcookie&a=s3cret/cookie"},
                                    {"Set-Cookie", "a=b; Path=/s3cret/cookie"}}}};

TEST(GivenSecrets, AreMaskedByEveryCommand) {
  ScriptedServer const server(echoing);
  TemporaryDirectory const directory;
  auto const url = server.origin() + "/s3cret-tenant";
  auto const contract =
      directory.write("contract.toml",
                      "[[expect]]\nfrom = \"https://app.example.com\"\nrequest = \"GET /s3cret/cookie\"\n"
                      "allowed = true\ncredentials = \"include\"\n");
  Process::Arguments const given = {"-b", "theme=s3cret/cookie"};
  Process::Arguments const header = {"-H", "X-Tenant: s3cret-tenant"};
  struct Row {
    std::string name;
    Process::Arguments arguments;
  };
  Row const rows[] = {
      {.name = "why", .arguments = {"why", url, "--from", page, "--credentials", "include"}},
      {.name = "why --json", .arguments = {"why", url, "--from", page, "--credentials", "include", "--json"}},
      {.name = "fetch", .arguments = {"fetch", url, "--from", page, "--credentials", "include"}},
      {.name = "hops",
       .arguments = {"hops", "--hop", "app=" + server.origin(), "--hop", "front=" + server.origin(), url, "--from",
                     page}},
      {.name = "hops --json",
       .arguments = {"hops", "--hop", "app=" + server.origin(), "--hop", "front=" + server.origin(), url, "--from",
                     page, "--json"}},
      {.name = "test --init", .arguments = {"test", "--init", url, "--from", page}},
      {.name = "audit", .arguments = {"audit", url, "--trusted-origin", page}},
      {.name = "audit --json", .arguments = {"audit", url, "--trusted-origin", page, "--json"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto arguments = row.arguments;
    arguments.insert(arguments.end(), given.begin(), given.end());
    arguments.insert(arguments.end(), header.begin(), header.end());
    auto const ending = corsage(arguments);
    for (auto const& text : {ending.output, ending.error}) {
      EXPECT_EQ(text.find("s3cret"), std::string::npos) << text;
    }
    arguments.emplace_back("--show-secrets");
    auto const shown = corsage(arguments);
    EXPECT_NE((shown.output + shown.error).find("s3cret"), std::string::npos) << shown.output << shown.error;
  }
  for (auto const* const form : {"text", "json", "junit", "tap"}) {
    SCOPED_TRACE(form);
    auto const ending =
        corsage({"test", contract, "--at", server.origin(), "-b", "theme=s3cret/cookie", "--output", form});
    EXPECT_EQ(ending.output.find("s3cret/cookie"), std::string::npos) << ending.output;
  }
}

}  // namespace
}  // namespace corsage::test
