#include "end_to_end/program.hpp"

#include <cstdlib>

namespace corsage::test {

std::string corsage_path() {
  auto const* const another = std::getenv("CORSAGE_BINARY");
  return another == nullptr ? CORSAGE_BINARY : another;
}

Process::Ending corsage(Process::Arguments arguments, std::string_view input) {
  arguments.insert(arguments.begin(), corsage_path());
  return run(arguments, input);
}

}  // namespace corsage::test
