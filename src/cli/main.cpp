#include <cstdio>
#include <cstdlib>
#include <vector>

#include "commands.hpp"
#include "program.hpp"
#include "standard_descriptors.hpp"

int main(int argument_count, char** arguments) {
  using namespace corsage::cli;
  occupy_standard_descriptors();
  std::vector<Command> const commands = {{"why", add_why},        {"predict", add_predict}, {"fetch", add_fetch},
                                         {"test", add_test},      {"audit", add_audit},     {"hops", add_hops},
                                         {"policy", add_policy},  {"gateway", add_gateway}, {"relay", add_relay},
                                         {"explain", add_explain}};
  auto const status = static_cast<int>(run_program(commands, argument_count, arguments));
#ifdef NDEBUG
  // All is written. The system takes a process's memory back faster than thirty libraries give it back.
  std::fflush(nullptr);
  std::_Exit(status);
#else
  return status;
#endif
}
