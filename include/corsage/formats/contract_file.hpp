#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/explain/expectation.hpp"
#include "corsage/url/url.hpp"

namespace corsage::formats {

/// What a team expects of a server.
struct Contract {
  std::optional<url::Url> at = std::nullopt;  ///< the server, where the contract says
  std::vector<explain::Expectation> expectations = {};

  bool operator==(Contract const&) const = default;
};

/// A contract file: what could be read of it, and every mistake in it.
struct ContractFile {
  Contract contract = {};
  std::vector<SourceRange> places = {};  ///< of the expectations
  Diagnostics mistakes = {};             ///< in the order of the file
};

/// Fills the places of a text, `${env:NAME}` and `${file:PATH}`, with what is kept there, or says why that cannot be.
using FillPlaces = std::function<std::expected<std::string, std::string>(std::string_view text)>;

/// Reads a contract file (TOML). `name` is what its places are said to be in; `fill` gets headers and requests. Without it
/// they stay as they are written.
ContractFile read_contract_file(std::string_view text, std::string_view name, FillPlaces const& fill = {});

/// The URL of a server that a contract can be tested at: http or https, without a password, a query and a fragment.
Result<url::Url> read_contract_server(std::string_view text);

/// A part of a contract, to be written.
struct WrittenExpectation {
  std::vector<std::string> comments = {};  ///< one a line, above it
  std::optional<explain::Expectation> expectation = std::nullopt;
};

/// The contract as a file that reads back as the same contract; what is as it would be anyway is left out. Nothing that
/// stands in `comments` can be taken for more than a comment.
std::string write_contract_file(std::optional<url::Url> const& at, std::span<WrittenExpectation const> parts);

}  // namespace corsage::formats
