#include "corsage/gateway/secret_source.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "corsage/http/token.hpp"

namespace corsage::gateway {
namespace {

using Found = std::expected<std::string, std::string>;

Found from_environment(std::string const& name) {
  auto const* const value = std::getenv(name.c_str());
  if (value == nullptr) {
    return std::unexpected("the environment has no " + name);
  }
  return value;
}

Found from_file(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  std::string value;
  std::array<char, 4096> room{};
  while (file.read(room.data(), room.size()), file.gcount() > 0) {
    value.append(room.data(), static_cast<std::size_t>(file.gcount()));
  }
  // Of a directory nothing can be read, though it opens.
  if (!file.eof()) {
    return std::unexpected("the file " + path + " cannot be read");
  }
  value.erase(value.find_last_not_of("\r\n") + 1);
  return value;
}

constexpr std::string_view environment = "env:";
constexpr std::string_view file = "file:";

std::string path_from(std::string const& directory, std::string_view place) {
  return (std::filesystem::path(directory) / place.substr(file.size())).string();
}

Found find_at(std::string_view place, std::string const& directory) {
  if (place.starts_with(environment)) {
    return from_environment(std::string(place.substr(environment.size())));
  }
  if (place.starts_with(file)) {
    return from_file(path_from(directory, place));
  }
  return std::unexpected("${" + std::string(place) + "} is neither ${env:NAME} nor ${file:PATH}");
}

}  // namespace

std::expected<FoundSecret, std::string> find_secret(std::string_view text, std::string const& directory) {
  FoundSecret secret;
  while (!text.empty()) {
    auto const start = text.find("${");
    secret.value.append(text.substr(0, start));
    if (start == std::string_view::npos) {
      break;
    }
    auto const end = text.find('}', start);
    if (end == std::string_view::npos) {
      return std::unexpected("a ${ has no }");
    }
    auto const place = text.substr(start + 2, end - start - 2);
    auto found = find_at(place, directory);
    if (!found) {
      return std::unexpected(std::move(found).error());
    }
    if (found->empty() || !http::is_header_value(*found)) {
      return std::unexpected("what is at " + std::string(place) +
                             (found->empty() ? " is empty" : " is more than a line without white space around it"));
    }
    secret.value.append(*found);
    secret.hidden.push_back(*std::move(found));
    text.remove_prefix(end + 1);
  }
  if (secret.hidden.empty()) {
    return std::unexpected("it stands in the file itself");
  }
  if (!http::is_header_value(secret.value)) {
    return std::unexpected("it is more than a line without white space around it");
  }
  return secret;
}

std::vector<std::string> secret_files(std::string_view text, std::string const& directory) {
  std::vector<std::string> files;
  for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 1)) {
    auto const place = text.substr(at + 2, text.find('}', at) - at - 2);
    if (place.starts_with(file)) {
      files.push_back(path_from(directory, place));
    }
  }
  return files;
}

}  // namespace corsage::gateway
