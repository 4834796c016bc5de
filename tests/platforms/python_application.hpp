#pragma once

#include "platforms/application.hpp"

namespace corsage::test {

/// With the distribution's Python: its packages are those that are installed.
inline std::unique_ptr<RunningServer> start_python(std::string const& script) {
  return std::make_unique<ScriptServer>("application.py", script, Process::Arguments{"/usr/bin/python3"},
                                        Process::Options());
}

}  // namespace corsage::test
