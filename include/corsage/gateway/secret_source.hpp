#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace corsage::gateway {

/// A secret, from where it is kept.
struct FoundSecret {
  std::string value;                ///< the text with what was found in its places
  std::vector<std::string> hidden;  ///< what was found
};

/// Finds what the places of a text name: `${env:NAME}` is a variable of the environment, `${file:PATH}` a file's content
/// without the line ends behind it, from `directory` where it is relative. The error says why there is nothing that a header line could hold. A text without a
/// place is an error too: what stands in a configuration is read by more people than a secret should be.
std::expected<FoundSecret, std::string> find_secret(std::string_view text, std::string const& directory);

/// The files among those places.
std::vector<std::string> secret_files(std::string_view text, std::string const& directory);

}  // namespace corsage::gateway
