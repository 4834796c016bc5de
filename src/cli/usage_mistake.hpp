#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace corsage::cli {

/// What is wrong with the command line, and what would be right, in one line.
std::string usage_mistake(CLI::App const& program, CLI::ParseError const& error);

}  // namespace corsage::cli
