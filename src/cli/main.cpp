#include <vector>

#include "commands.hpp"
#include "program.hpp"

int main(int argument_count, char** arguments) {
  using namespace corsage::cli;
  std::vector<AddCommand> const commands = {add_why, add_predict, add_fetch, add_explain};
  return static_cast<int>(run_program(commands, argument_count, arguments));
}
