#include "corsage/formats/junit.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "xml_text.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

using Kind = JUnitProblem::Kind;

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string_view element_of(Kind kind) {
  return kind == Kind::failure ? "failure" : "error";
}

struct Counts {
  std::ptrdiff_t tests = 0;
  std::ptrdiff_t failures = 0;
  std::ptrdiff_t errors = 0;
};

Counts count(Counts counts, JUnitSuite const& suite) {
  auto const having = [&suite](Kind kind) {
    return std::ranges::count_if(suite.cases,
                                 [kind](JUnitCase const& one) { return one.problem && one.problem->kind == kind; });
  };
  return {.tests = counts.tests + std::ssize(suite.cases),
          .failures = counts.failures + having(Kind::failure),
          .errors = counts.errors + having(Kind::error)};
}

std::string written(Counts const& counts) {
  return fmt::format(R"(tests="{}" failures="{}" errors="{}")", counts.tests, counts.failures, counts.errors);
}

void write_case(std::string& xml, JUnitCase const& one) {
  xml += fmt::format(R"(    <testcase classname="{}" name="{}")", xml_line(one.class_name), xml_line(one.name));
  if (!one.file.empty()) {
    xml += fmt::format(R"( file="{}")", xml_line(one.file));
  }
  if (one.line != 0) {
    xml += fmt::format(R"( line="{}")", one.line);
  }
  if (!one.problem && one.system_out.empty()) {
    xml += "/>\n";
    return;
  }
  xml += ">\n";
  if (one.problem) {
    auto const element = element_of(one.problem->kind);
    xml += fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", element, xml_line(one.problem->type),
                       xml_line(one.problem->message), xml_text(one.problem->text));
  }
  if (!one.system_out.empty()) {
    xml += fmt::format("      <system-out>{}</system-out>\n", xml_text(one.system_out));
  }
  xml += "    </testcase>\n";
}

}  // namespace

std::string junit_xml(std::span<JUnitSuite const> suites) {
  auto xml = fmt::format("{}<testsuites {}>\n", declaration,
                         written(std::accumulate(suites.begin(), suites.end(), Counts(), count)));
  for (auto const& suite : suites) {
    xml += junit_suite(suite);
  }
  return xml + junit_end();
}

std::string junit_beginning() {
  return std::string(declaration) + "<testsuites>\n";
}

std::string junit_suite(JUnitSuite const& suite) {
  auto xml = fmt::format("  <testsuite name=\"{}\" {}>\n", xml_line(suite.name), written(count({}, suite)));
  for (auto const& one : suite.cases) {
    write_case(xml, one);
  }
  return xml + "  </testsuite>\n";
}

std::string junit_end() {
  return "</testsuites>\n";
}

}  // namespace corsage::formats
