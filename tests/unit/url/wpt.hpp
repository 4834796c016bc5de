#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

/// web-platform-tests' URL data, read as its own runner reads it.
namespace corsage::test {

/// The text of a file of tests/data/wpt-url, every lone surrogate made U+FFFD: the tests hand their strings to
/// interfaces that take scalar value strings.
std::string read_wpt(std::string_view name);

/// A member that is a string; nothing when it is null or absent.
std::optional<std::string> string_member(simdjson::dom::object object, std::string_view name);

}  // namespace corsage::test
