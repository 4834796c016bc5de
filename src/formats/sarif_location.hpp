#pragma once

#include <string_view>

#include "corsage/base/source_range.hpp"
#include "corsage/formats/json_writer.hpp"

namespace corsage::formats {

/// One location: the resource, and the file's line that it is said to be of, where there is one. Code scanning takes files
/// of the repository only, by their paths in it: a URL would have the whole report refused. So the URL is the name of a
/// logical location.
///
/// `place` is in a file's words: columns in bytes. SARIF has them in UTF-16, and the end behind the last one.
void write_sarif_location(JsonWriter& json, std::string_view url, SourceRange const& place);

}  // namespace corsage::formats
