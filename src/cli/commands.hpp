#pragma once

namespace CLI {
class App;
}

/// Every command of the program, one line each: `add_NAME` is in `command_NAME.cpp` and in the list in `main.cpp`.
namespace corsage::cli {

struct Invocation;

void add_audit(CLI::App& program, Invocation& invocation);
void add_why(CLI::App& program, Invocation& invocation);
void add_explain(CLI::App& program, Invocation& invocation);
void add_fetch(CLI::App& program, Invocation& invocation);
void add_gateway(CLI::App& program, Invocation& invocation);
void add_hops(CLI::App& program, Invocation& invocation);
void add_policy(CLI::App& program, Invocation& invocation);
void add_predict(CLI::App& program, Invocation& invocation);
void add_relay(CLI::App& program, Invocation& invocation);
void add_test(CLI::App& program, Invocation& invocation);

}  // namespace corsage::cli
