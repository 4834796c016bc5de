#pragma once

#include <string>

#include <rapidcheck.h>

/// Random HTTP words for properties.
namespace corsage::http::test {

/// Header names from a small set in several cases, so that doubles are frequent.
inline rc::Gen<std::string> any_name() {
  return rc::gen::element<std::string>("x-a", "X-A", "x-b", "accept", "Accept", "vary");
}

/// A value without the bytes that a field value cannot hold.
inline rc::Gen<std::string> any_value() {
  return rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;=\"\\/ \t1\xE9")));
}

inline rc::Gen<std::string> any_token() {
  return rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ9!#$%&'*+-.^_`|~"))));
}

}  // namespace corsage::http::test
