#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "complain.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/nearest_name.hpp"
#include "corsage/report/reason_page.hpp"
#include "corsage/trace/reason.hpp"
#include "invocation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

std::vector<std::string> all_tokens() {
  std::vector<std::string> tokens;
  tokens.reserve(trace::reason_count);
  for (std::size_t i = 0; i < trace::reason_count; ++i) {
    tokens.emplace_back(trace::to_string(static_cast<trace::Reason>(i)));
  }
  return tokens;
}

ExitStatus explain(Invocation& invocation, std::string const& typed) {
  auto const token = byte_lowercase(typed);
  auto const look = look_of(STDOUT_FILENO, invocation.color);
  if (token.empty()) {
    invocation.output.write(report::reason_list(look));
    return ExitStatus::allowed;
  }
  // Lists of findings have "origin-reflected.plain": the reason, and in which form it was found.
  auto const reason = trace::reason_from(token.substr(0, token.find('.')));
  if (!reason) {
    auto const suggestion = did_you_mean(token, all_tokens());
    complain(fmt::format("there is no reason '{}'{}", typed,
                         suggestion.empty() ? "; 'corsage explain' lists them" : suggestion));
    return ExitStatus::usage;
  }
  invocation.output.write(report::reason_page(*reason, look));
  return ExitStatus::allowed;
}

}  // namespace

void add_explain(CLI::App& program, Invocation& invocation) {
  CLI::App& command = add_command(program, invocation,
                                  {.name = "explain",
                                   .description = "Explains a reason: what the browser checks, why, and what to do",
                                   .examples = "  corsage explain allow-origin-missing\n"
                                               "  corsage explain                        all reasons, by group"});
  auto const token = std::make_shared<std::string>();
  command.add_option("REASON", *token, "A reason as 'corsage why' names it; all of them when left out");
  command.callback(
      [&invocation, token] { invocation.run = [&invocation, token] { return explain(invocation, *token); }; });
}

}  // namespace corsage::cli
