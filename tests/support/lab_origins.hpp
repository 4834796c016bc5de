#pragma once

#include <functional>
#include <string_view>

#include <simdjson.h>

namespace corsage::test {

/// Whom a server of the lab lets in, by the value of `Origin`.
using LetsIn = std::function<bool(std::string_view)>;

/// Reads whom a server lets in:
///
///     true, false                everybody, nobody
///     "https://app.example.org"  this origin, byte by byte
///     ["...", {...}]             whom any of these lets in
///     {"starts_with": "..."}     and `ends_with`, `contains`
///     {"within": "..."}          whose origin is a part of this text
///     {"equals_in_any_case": "..."}
///     {"finds": "..."}           in whose origin the regular expression (ECMAScript's) finds something
///     {"matches": "..."}         whose whole origin it matches
///     {"all": [...]}             whom all of these let in
///     {"not": ...}               whom this does not let in
///
/// Throws simdjson_error, or std::regex_error.
LetsIn read_lets_in(simdjson::dom::element const& json);

}  // namespace corsage::test
