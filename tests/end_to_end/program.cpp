#include "end_to_end/program.hpp"

namespace corsage::test {

std::string corsage_path() {
  return CORSAGE_BINARY;
}

Process::Ending corsage(Process::Arguments arguments, std::string_view input) {
  arguments.insert(arguments.begin(), corsage_path());
  return run(arguments, input);
}

}  // namespace corsage::test
