#include "lab_origins.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "corsage/base/bytes.hpp"

namespace corsage::test {
namespace {

using simdjson::dom::element;

std::vector<LetsIn> read_each(element const& list) {
  std::vector<LetsIn> each;
  for (element const entry : simdjson::dom::array(list)) {
    each.push_back(read_lets_in(entry));
  }
  return each;
}

LetsIn any_of(element const& list) {
  return [each = read_each(list)](std::string_view origin) {
    return std::ranges::any_of(each, [&](LetsIn const& lets_in) { return lets_in(origin); });
  };
}

LetsIn all_of(element const& list) {
  return [each = read_each(list)](std::string_view origin) {
    return std::ranges::all_of(each, [&](LetsIn const& lets_in) { return lets_in(origin); });
  };
}

LetsIn unless(element const& json) {
  return [lets_in = read_lets_in(json)](std::string_view origin) { return !lets_in(origin); };
}

using Compares = bool (*)(std::string_view origin, std::string_view text);

template <Compares compares>
LetsIn compared(element const& json) {
  return [text = std::string(std::string_view(json))](std::string_view origin) { return compares(origin, text); };
}

std::regex expression(element const& json) {
  return std::regex(std::string(std::string_view(json)), std::regex::ECMAScript | std::regex::optimize);
}

LetsIn finds(element const& json) {
  return [regex = expression(json)](std::string_view origin) {
    return std::regex_search(origin.begin(), origin.end(), regex);
  };
}

LetsIn matches(element const& json) {
  return [regex = expression(json)](std::string_view origin) {
    return std::regex_match(origin.begin(), origin.end(), regex);
  };
}

struct Word {
  std::string_view name;
  LetsIn (*read)(element const&);
};

constexpr auto words = std::to_array<Word>({
    {"starts_with", compared<[](std::string_view origin, std::string_view text) { return origin.starts_with(text); }>},
    {"ends_with", compared<[](std::string_view origin, std::string_view text) { return origin.ends_with(text); }>},
    {"contains", compared<[](std::string_view origin, std::string_view text) { return origin.contains(text); }>},
    {"within", compared<[](std::string_view origin, std::string_view text) { return text.contains(origin); }>},
    {"equals_in_any_case", compared<byte_case_insensitive_equal>},
    {"finds", finds},
    {"matches", matches},
    {"all", all_of},
    {"not", unless},
});

LetsIn read_word(simdjson::dom::object const& json) {
  for (auto const [name, value] : json) {
    if (auto const* const word = std::ranges::find(words, name, &Word::name); word != words.end()) {
      return word->read(value);
    }
  }
  throw simdjson::simdjson_error(simdjson::NO_SUCH_FIELD);
}

}  // namespace

LetsIn read_lets_in(element const& json) {
  if (json.is_bool()) {
    return [everybody = bool(json)](std::string_view) { return everybody; };
  }
  if (json.is_string()) {
    return [text = std::string(std::string_view(json))](std::string_view origin) { return origin == text; };
  }
  return json.is_array() ? any_of(json) : read_word(json);
}

}  // namespace corsage::test
