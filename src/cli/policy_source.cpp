#include "policy_source.hpp"

#include <cstddef>
#include <cstdio>
#include <utility>

#include "complain.hpp"
#include "corsage/formats/compiled_policy.hpp"
#include "corsage/report/policy_text.hpp"
#include "input_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

constexpr std::size_t most_counted_at_a_glance = 3;

}  // namespace

PolicySource read_policy(std::string const& name) {
  auto const text = read_whole(name);
  if (!text) {
    return {.name = name, .mistakes = text.error()};
  }
  auto compiled = formats::compile_policy_file(text->bytes, text->name);
  return {.name = text->name,
          .policy = std::move(compiled.policy),
          .written = std::move(compiled.written),
          .places = std::move(compiled.places),
          .mistakes = std::move(compiled.mistakes),
          .advice = std::move(compiled.advice)};
}

void complain_of_policy(Diagnostics const& mistakes, ColorChoice color) {
  auto const look = look_of(STDERR_FILENO, color);
  for (auto const& mistake : mistakes) {
    // What is not in the file is told as every other command tells it.
    if (mistake.range.source.empty()) {
      complain(Diagnostics{mistake});
    } else {
      std::fputs(report::policy_findings_text({mistake}, look).c_str(), stderr);
    }
  }
  if (mistakes.size() > most_counted_at_a_glance) {
    complain(fmt::format("{} mistakes", mistakes.size()));
  }
}

std::optional<policy::Policy> policy_or_complaint(std::string const& name, ColorChoice color) {
  auto source = read_policy(name);
  if (!source.policy) {
    complain_of_policy(source.mistakes, color);
  }
  return std::move(source.policy);
}

}  // namespace corsage::cli
