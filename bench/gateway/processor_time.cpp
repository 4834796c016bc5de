#include "processor_time.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace corsage::bench {

double processor_seconds(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  std::string line;
  if (!std::getline(file, line)) {
    throw std::runtime_error("a server has ended while it was measured");
  }
  // The name, in parentheses, may hold anything; the state is behind it, and the times are 12th to 15th from there.
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) {
    fields >> skipped;
  }
  long sum = 0;
  for (int i = 0; i < 4; ++i) {
    long ticks = 0;
    fields >> ticks;
    sum += ticks;
  }
  return static_cast<double>(sum) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double proportional_kibibytes(pid_t process) {
  std::ifstream file(fmt::format("/proc/{}/smaps_rollup", process));
  for (std::string word; file >> word;) {
    if (word == "Pss:") {
      double kibibytes = 0;
      file >> kibibytes;
      return kibibytes;
    }
  }
  throw std::runtime_error("a server has ended while it was measured");
}

}  // namespace corsage::bench
