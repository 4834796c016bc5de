#pragma once

#include "platforms/application.hpp"

namespace corsage::test {

/// A script for Node.js with the packages that `make test-platforms` installs.
inline std::unique_ptr<RunningServer> start_node(std::string const& script) {
  return std::make_unique<ScriptServer>("app.js", script, Process::Arguments{"node"},
                                        Process::Options{.environment = {{"NODE_PATH", CORSAGE_NODE_MODULES}}});
}

}  // namespace corsage::test
