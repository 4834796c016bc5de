#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "corsage/base/source_range.hpp"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// toml++ 3.3 takes for granted what documents with mistakes need not have, and finds the mistakes right behind: that a
// table's header begins with a key, say. So it may neither end the program where that is not so, nor build on it.
#define TOML_ASSERT(expression) static_assert(true)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace corsage::formats {

/// The lines of a TOML document, to point at what stands in them.
class TomlLines {
 public:
  /// `text` must outlive this.
  TomlLines(std::string_view text, std::string_view name);

  /// The region as bytes of its first line. toml++ counts columns in code points.
  SourceRange range_of(toml::source_region const& region) const;

  /// The UTF-8 character that begins at this byte of the text.
  SourceRange character_at(std::size_t byte) const;

  /// One of its lines: 1 is the first. Behind the last there is nothing.
  SharedText line(std::size_t number) const;

  /// The name with nothing underlined: for what is nowhere in the file.
  SourceRange nowhere() const;

 private:
  SharedText shared_line(std::size_t number) const;
  std::size_t byte_of(std::size_t number, std::size_t code_point) const;

  SharedText name_;
  std::string_view text_;
  std::vector<std::string_view> lines_;

  /// The place that was asked for last: the next is behind it, mostly, and in the same line.
  struct Last {
    std::size_t line = 0;
    SharedText text;
    std::size_t code_point = 1;
    std::size_t byte = 0;
  };
  mutable Last last_;
};

}  // namespace corsage::formats
