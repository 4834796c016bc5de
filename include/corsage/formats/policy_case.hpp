#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::formats {

/// One line for `corsage policy decide`: a request that came, and what the server behind answers.
struct PolicyCase {
  std::string id = "null";  ///< as JSON: the case's own name for itself
  std::string method = "GET";
  http::HeaderList headers = {};
  int upstream_status = 200;
  http::HeaderList upstream_headers = {};
};

/// Reads such lines, one after the other, each a JSON object. It keeps its memory from one to the next. A string of
/// header lines and methods holds bytes as the code points U+0000 to U+00FF.
class PolicyCaseReader {
 public:
  PolicyCaseReader();
  ~PolicyCaseReader();
  PolicyCaseReader(PolicyCaseReader const&) = delete;
  PolicyCaseReader& operator=(PolicyCaseReader const&) = delete;

  /// Fills `policy_case` from `line`, behind which `readable` bytes can be read. What no line has is a mistake, and so is
  /// a method or a header line that HTTP does not have. Where that fails, each mistake has its column, and `policy_case.id` the case's id as far as it was read.
  Result<void> read(std::string_view line, std::size_t readable, PolicyCase& policy_case);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace corsage::formats
