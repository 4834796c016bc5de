#pragma once

namespace CLI {
class App;
}

/// The commands below `corsage policy`, one line each: `add_policy_NAME` is in `policy_NAME.cpp`.
namespace corsage::cli {

struct Invocation;

void add_policy_check(CLI::App& policy, Invocation& invocation);
void add_policy_decide(CLI::App& policy, Invocation& invocation);
void add_policy_diff(CLI::App& policy, Invocation& invocation);
void add_policy_render(CLI::App& policy, Invocation& invocation);

}  // namespace corsage::cli
