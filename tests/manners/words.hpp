#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corsage::manners {

/// An identifier of a source, and what stands around it.
struct Word {
  std::string text;
  std::size_t line = 0;       ///< counts from 1
  bool called = false;        ///< "(" follows
  bool is_member = false;     ///< "." or "->" precedes: somebody's own, not the library's
  bool is_qualified = false;  ///< "::" precedes
};

/// A source without its comments and without what its string and character literals hold; lines keep their numbers.
std::string without_comments_and_literals(std::string_view source);

/// The identifiers of a source, outside comments and literals.
std::vector<Word> words(std::string_view source);

/// What `#include` lines name, with their quotes or angle brackets.
std::vector<std::string> includes(std::string_view source);

}  // namespace corsage::manners
