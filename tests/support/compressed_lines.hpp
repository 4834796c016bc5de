#pragma once

#include <string>
#include <vector>

namespace corsage::tests {

/// The lines of a gzip file under tests/data; the test fails when it is not there.
std::vector<std::string> compressed_lines(std::string const& name);

}  // namespace corsage::tests
