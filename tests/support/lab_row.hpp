#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/lab_server.hpp"

namespace corsage::test {

/// What an audit is to find. Members that a row leaves out are not asked about.
struct ExpectedFinding {
  std::string id;
  std::optional<std::string> variant = std::nullopt;
  std::optional<std::string> severity = std::nullopt;
  std::optional<bool> is_credentialed = std::nullopt;
};

enum class LabKind : std::uint8_t {
  vulnerable,  ///< lets in who should stay out
  broken,      ///< keeps out who should get in
  sound,       ///< nothing is wrong; what is found is no more than worth knowing
};

/// A behaviour of a server, and what an audit of it ought to find: a line of tests/data/audit-lab*.jsonl.
struct LabRow {
  std::string name;  ///< the behaviour, in words
  LabKind kind{};
  std::string url;
  std::vector<std::string> trusted_origins;
  std::string method;
  HeaderLines headers;
  std::optional<std::string> preflight_method;  ///< where it was asked for
  LabServer server;
  std::vector<ExpectedFinding> expect;
};

/// All rows of the file. Throws where it cannot be read: it is the repository's own.
std::vector<LabRow> read_lab(std::string const& file);

}  // namespace corsage::test
