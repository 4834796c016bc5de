#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "corsage/http/header_list.hpp"

namespace corsage::policy {

/// What a decision needs of a request: views only, which must outlive the decision. Each header is given as its lines,
/// none where the request has none; the values of lines, without their names.
struct Incoming {
  std::string_view method = {};
  std::span<std::string_view const> origin = {};             ///< Origin
  std::span<std::string_view const> requested_method = {};   ///< Access-Control-Request-Method
  std::span<std::string_view const> requested_headers = {};  ///< Access-Control-Request-Headers
};

/// An Incoming found in a header list, with the room for its lines. The list must outlive it unchanged. Takes no memory
/// from the heap; lines beyond what a decision would read are left out, one excepted, so that they are still too many.
class FoundIncoming {
 public:
  /// Some proxies write each requested header on a line of its own.
  static constexpr std::size_t most_lines = 48;

  explicit FoundIncoming(std::string_view method) : method_(method) {}
  FoundIncoming(std::string_view method, http::HeaderList const& headers);

  /// Keeps a header line when decisions read lines of that name. Both must outlive this object.
  void add(std::string_view name, std::string_view value);

  /// Valid while this object lives, in its place.
  Incoming view() const;

 private:
  template <std::size_t size>
  struct Lines {
    std::array<std::string_view, size> values = {};
    std::size_t count = 0;

    void add(std::string_view value) {
      if (count < size) {
        values[count++] = value;
      }
    }
  };

  std::string_view method_;
  Lines<2> origin_;
  Lines<2> requested_method_;
  Lines<most_lines + 1> requested_headers_;
};

}  // namespace corsage::policy
