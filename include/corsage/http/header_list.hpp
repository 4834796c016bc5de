#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corsage::http {

/// The combined value of a header: all lines of one name, joined with 0x2C 0x20.
///
/// A view into the list where the name stands once (the ordinary case: no copy), its own bytes where lines were joined.
/// Valid while the list lives unchanged.
class CombinedValue {
 public:
  explicit CombinedValue(std::string_view single) : single_(single) {}
  explicit CombinedValue(std::string joined) : joined_(std::move(joined)), is_joined_(true) {}

  std::string_view view() const { return is_joined_ ? std::string_view(joined_) : single_; }

 private:
  std::string_view single_;
  std::string joined_;
  bool is_joined_ = false;
};

/// https://fetch.spec.whatwg.org/#concept-header-list
///
/// An ordered multimap of names and values that keeps order, case and doubles as received: evidence needs them.
/// Names compare byte-case-insensitively. Bytes lie in one buffer, so that a copy costs two allocations and `clear`
/// keeps the room for the next use.
class HeaderList {
 public:
  struct Line {
    std::string_view name;
    std::string_view value;

    bool operator==(Line const&) const = default;
  };

  HeaderList() = default;
  HeaderList(std::initializer_list<Line> lines);

  /// Adds a line at the end, exactly as given (the standard's *append* recases names; see `append_recased`).
  /// As with every change: what is given must not be a view into this list.
  void append(std::string_view name, std::string_view value);

  /// https://fetch.spec.whatwg.org/#concept-header-list-append : takes the casing of the name's first line.
  void append_recased(std::string_view name, std::string_view value);

  /// https://fetch.spec.whatwg.org/#concept-header-list-set : replaces the first line of the name, removes the others.
  void set(std::string_view name, std::string_view value);

  /// https://fetch.spec.whatwg.org/#concept-header-list-delete
  void remove(std::string_view name);

  /// https://fetch.spec.whatwg.org/#header-list-contains
  bool contains(std::string_view name) const { return find(name).has_value(); }

  /// https://fetch.spec.whatwg.org/#concept-header-list-get
  std::optional<CombinedValue> get(std::string_view name) const;

  /// Index of the first line of the name at or after `from`.
  std::optional<std::size_t> find(std::string_view name, std::size_t from = 0) const {
    return (name_lengths_ & bit_of_length(name.size())) == 0 ? std::nullopt : find_among_lines(name, from);
  }

  /// How many lines bear the name.
  std::size_t count(std::string_view name) const;

  std::size_t size() const { return lines_.size(); }
  bool empty() const { return lines_.empty(); }
  Line operator[](std::size_t index) const {
    auto const& place = lines_[index];
    char const* const start = bytes_.data() + place.offset;
    return {.name = {start, place.name_length}, .value = {start + place.name_length, place.value_length}};
  }

  /// Forgets the lines but keeps the memory.
  void clear();

  /// The bytes of all names and values, and of lines that were removed: what none of these has, no line has.
  std::string_view bytes() const { return bytes_; }

  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Line;
    Iterator() = default;
    Iterator(HeaderList const* list, std::size_t index) : list_(list), index_(index) {}
    Line operator*() const { return (*list_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) {
      auto const before = *this;
      ++index_;
      return before;
    }
    bool operator==(Iterator const&) const = default;

   private:
    HeaderList const* list_ = nullptr;
    std::size_t index_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

  bool operator==(HeaderList const& other) const;

 private:
  struct Place {
    std::uint32_t offset = 0;
    std::uint32_t name_length = 0;
    std::uint32_t value_length = 0;

    bool operator==(Place const&) const = default;
  };

  std::optional<std::size_t> find_among_lines(std::string_view name, std::size_t from) const;

  /// The bit that names of this length share.
  static std::uint64_t bit_of_length(std::size_t length) { return std::uint64_t{1} << (length % 64); }

  std::string bytes_;
  std::vector<Place> lines_;
  /// The lengths of all names that were ever appended: most names that are looked for are not there, and end here.
  std::uint64_t name_lengths_ = 0;
};

}  // namespace corsage::http
