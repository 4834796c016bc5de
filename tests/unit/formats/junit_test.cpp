#include "corsage/formats/junit.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

TEST(JUnit, WritesSuitesWithTheirCounts) {
  std::vector<JUnitSuite> const suites = {
      {.name = "contract.toml",
       .cases = {{.class_name = "contract", .name = "reads", .file = "contract.toml", .line = 3},
                 {.class_name = "contract",
                  .name = "writes",
                  .problem = JUnitProblem{.kind = JUnitProblem::Kind::failure,
                                          .type = "broken",
                                          .message = "blocked",
                                          .text = "one\ntwo"}},
                 {.class_name = "contract",
                  .name = "hangs",
                  .problem = JUnitProblem{.kind = JUnitProblem::Kind::error, .type = "unreachable"},
                  .system_out = "seen"}}},
      {.name = "empty"}};
  EXPECT_EQ(junit_xml(suites),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="1">
  <testsuite name="contract.toml" tests="3" failures="1" errors="1">
    <testcase classname="contract" name="reads" file="contract.toml" line="3"/>
    <testcase classname="contract" name="writes">
      <failure type="broken" message="blocked">one
two</failure>
    </testcase>
    <testcase classname="contract" name="hangs">
      <error type="unreachable" message=""></error>
      <system-out>seen</system-out>
    </testcase>
  </testsuite>
  <testsuite name="empty" tests="0" failures="0" errors="0">
  </testsuite>
</testsuites>
)");
}

/// The report's one name, as it is written.
std::string written_name(std::string const& name) {
  std::vector<JUnitSuite> const suites = {{.name = name}};
  auto const xml = junit_xml(suites);
  std::string const before = "<testsuite name=\"";
  auto const start = xml.find(before) + before.size();
  return xml.substr(start, xml.find('"', start) - start);
}

TEST(JUnit, EscapesWhatXmlCannotHold) {
  struct Row {
    std::string name;
    std::string text;
    std::string written;
  };
  std::vector<Row> const rows = {
      {.name = "what XML means something by",
       .text = "<a b=\"c'&\">",
       .written = "&lt;a b=&quot;c&apos;&amp;&quot;&gt;"},
      {.name = "control characters", .text = std::string("\0\x1B[31m\r\x7F", 8), .written = R"(\x00\x1B[31m\x0D\x7F)"},
      {.name = "a line break in a name", .text = "a\n\tb", .written = "a  b"},
      {.name = "letters beyond ASCII", .text = "\u00E9 \U0001F339", .written = "\u00E9 \U0001F339"},
      {.name = "what is not UTF-8", .text = "\xE9", .written = R"(\xE9)"},
      {.name = "a control character beyond ASCII", .text = "\u0085", .written = R"(\xC2\x85)"},
      {.name = "what turns the direction of writing", .text = "\u202Ea", .written = R"(\xE2\x80\xAEa)"},
      {.name = "what is no character", .text = "\uFFFE\uFFFD", .written = "\\xEF\\xBF\\xBE\uFFFD"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(written_name(row.text), row.written);
  }
}

TEST(JUnit, HoldsAnyBytesAsCharactersOfXml) {
  rc::check("what is written is UTF-8, without control characters and markup", [](std::string const& text) {
    auto const written = written_name(text);
    RC_ASSERT(simdjson::validate_utf8(written));
    for (char const byte : written) {
      RC_ASSERT(static_cast<unsigned char>(byte) >= 0x20);
      RC_ASSERT(byte != '<' && byte != '"' && byte != '\x7F');
    }
  });
}

}  // namespace
}  // namespace corsage::formats
