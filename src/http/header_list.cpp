#include "corsage/http/header_list.hpp"

#include <algorithm>
#include <cstdint>

#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"

namespace corsage::http {

HeaderList::HeaderList(std::initializer_list<Line> lines) {
  for (auto const& line : lines) {
    append(line.name, line.value);
  }
}

void HeaderList::append(std::string_view name, std::string_view value) {
  if (lines_.capacity() == 0) {
    // Room for what most requests and answers have, at once.
    lines_.reserve(8);
    bytes_.reserve(256);
  }
  auto const offset = static_cast<std::uint32_t>(bytes_.size());
  bytes_.append(name);
  bytes_.append(value);
  lines_.push_back({.offset = offset,
                    .name_length = static_cast<std::uint32_t>(name.size()),
                    .value_length = static_cast<std::uint32_t>(value.size())});
  name_lengths_ |= bit_of_length(name.size());
}

void HeaderList::append_recased(std::string_view name, std::string_view value) {
  if (auto const first = find(name)) {
    std::string const first_name((*this)[*first].name);
    append(first_name, value);
    return;
  }
  append(name, value);
}

void HeaderList::set(std::string_view name, std::string_view value) {
  auto const first = find(name);
  if (!first) {
    append(name, value);
    return;
  }
  HeaderList replaced;
  for (std::size_t i = 0; i < size(); ++i) {
    auto const line = (*this)[i];
    if (i == *first) {
      replaced.append(line.name, value);
    } else if (!byte_case_insensitive_equal(line.name, name)) {
      replaced.append(line.name, line.value);
    }
  }
  *this = std::move(replaced);
}

void HeaderList::remove(std::string_view name) {
  std::erase_if(lines_, [&](Place const& place) {
    return byte_case_insensitive_equal(std::string_view(bytes_).substr(place.offset, place.name_length), name);
  });
}

std::optional<CombinedValue> HeaderList::get(std::string_view name) const {
  auto const first = find(name);
  if (!first) {
    return std::nullopt;
  }
  auto next = find(name, *first + 1);
  if (!next) {
    return CombinedValue((*this)[*first].value);
  }
  std::string joined((*this)[*first].value);
  for (; next; next = find(name, *next + 1)) {
    joined.append(", ").append((*this)[*next].value);
  }
  return CombinedValue(std::move(joined));
}

namespace {

/// Whether two names of one length are the same, whatever their case. Names of one length mostly differ near the end, and
/// where they are the same they mostly have the same case.
bool same_name(char const* left, char const* right, std::size_t length) {
  constexpr auto width = sizeof(EightBytes);
  constexpr auto case_bits = 0x20 * one_each;
  if (length < width) {
    return byte_case_insensitive_equal({left, length}, {right, length});
  }
  auto difference = eight_bytes(left + length - width) ^ eight_bytes(right + length - width);
  for (std::size_t place = 0; place + width <= length && (difference & ~case_bits) == 0; place += width) {
    difference |= eight_bytes(left + place) ^ eight_bytes(right + place);
  }
  return difference == 0 ||
         ((difference & ~case_bits) == 0 && byte_case_insensitive_equal({left, length}, {right, length}));
}

}  // namespace

std::optional<std::size_t> HeaderList::find_among_lines(std::string_view name, std::size_t from) const {
  for (std::size_t i = from; i < lines_.size(); ++i) {
    if (lines_[i].name_length == name.size() && same_name(bytes_.data() + lines_[i].offset, name.data(), name.size())) {
      return i;
    }
  }
  return std::nullopt;
}

std::size_t HeaderList::count(std::string_view name) const {
  std::size_t lines = 0;
  for (auto line = find(name); line; line = find(name, *line + 1)) {
    ++lines;
  }
  return lines;
}

void HeaderList::clear() {
  bytes_.clear();
  lines_.clear();
  name_lengths_ = 0;
}

bool HeaderList::operator==(HeaderList const& other) const {
  // Lists made in the same way lie in memory in the same way; others may hold bytes of lines that were removed.
  return (lines_ == other.lines_ && bytes_ == other.bytes_) || std::ranges::equal(*this, other);
}

}  // namespace corsage::http
