#include "contract_secrets.hpp"

#include <algorithm>
#include <cstddef>

#include "corsage/base/bytes.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::formats {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::string_view quotation_marks = "\"'";

bool is_quotation_mark(char byte) {
  return quotation_marks.find(byte) != nowhere;
}

bool is_of_name(char byte) {
  constexpr std::string_view others = "-_.";
  return is_ascii_alpha(byte) || is_ascii_digit(byte) || others.find(byte) != nowhere;
}

/// Bytes of the text; `end` is behind the last.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Looks for what is a secret, in a text that need not be TOML.
class SecretSearch {
 public:
  explicit SecretSearch(std::string_view toml) : toml_(toml) {}

  std::string masked() const {
    std::string shown(toml_);
    for (std::size_t place = 0; place < toml_.size();) {
      if (!is_of_name(toml_[place])) {
        ++place;
        continue;
      }
      auto const name = name_at(place);
      auto const secret = secret_behind(name);
      for (auto i = secret.begin; i < secret.end; ++i) {
        shown[i] = toml_[i] == '\n' || toml_[i] == '\r' ? toml_[i] : '*';
      }
      place = std::max(name.end, secret.end);
    }
    return shown;
  }

 private:
  char at(std::size_t place) const { return place < toml_.size() ? toml_[place] : '\n'; }

  std::size_t end_of_line(std::size_t place) const {
    auto const end = std::min(toml_.find('\n', place), toml_.size());
    return end > place && toml_[end - 1] == '\r' ? end - 1 : end;
  }

  std::size_t behind_blanks(std::size_t place) const {
    while (is_http_tab_or_space(at(place))) {
      ++place;
    }
    return place;
  }

  Part name_at(std::size_t place) const {
    auto const end = std::ranges::find_if_not(toml_.substr(place), is_of_name) - toml_.begin();
    return {.begin = place, .end = static_cast<std::size_t>(end)};
  }

  /// What may not be shown of what the name is the name of; nothing where it names no secret.
  Part secret_behind(Part name) const {
    auto const text = toml_.substr(name.begin, name.end - name.begin);
    bool const is_body = text == "body" || text.ends_with(".body");
    if (!is_body && !http::is_secret(text)) {
      return {};
    }
    bool const is_quoted = name.begin > 0 && is_quotation_mark(toml_[name.begin - 1]);
    bool const is_closed = is_quoted && at(name.end) == toml_[name.begin - 1];
    auto const sign = behind_blanks(is_closed ? name.end + 1 : name.end);
    bool const is_whole_key = is_key(is_quoted ? name.begin - 1 : name.begin) && is_quoted == is_closed;
    if (at(sign) == '=' && is_whole_key) {
      return is_body ? body_from(behind_blanks(sign + 1)) : value_from(behind_blanks(sign + 1));
    }
    if (is_body || !begins_word(name.begin)) {
      return {};
    }
    if (is_quoted && !is_closed) {
      // A colon may be what is missing.
      bool const is_header = at(sign) == ':' || sign > name.end;
      auto const value = at(sign) == ':' ? sign + 1 : sign;
      return is_header ? Part{.begin = value, .end = end_of_string(name.begin - 1, value)} : Part{};
    }
    return at(sign) == ':' ? value_from(behind_blanks(sign + 1)) : Part{};
  }

  /// Whether a key may begin there.
  bool is_key(std::size_t place) const {
    constexpr std::string_view before_keys = "\n{,";
    while (place > 0 && is_http_tab_or_space(toml_[place - 1])) {
      --place;
    }
    return place == 0 || before_keys.find(toml_[place - 1]) != nowhere;
  }

  /// Whether it is not within a URL, say, that the name stands.
  bool begins_word(std::size_t place) const {
    constexpr std::string_view before_words = "\n\t \"'[{,";
    // What is not ASCII may be a typographic quotation mark.
    return place == 0 || before_words.find(toml_[place - 1]) != nowhere ||
           static_cast<unsigned char>(toml_[place - 1]) > 0x7F;
  }

  /// A value, in quotation marks or not.
  Part value_from(std::size_t place) const {
    if (!is_quotation_mark(at(place))) {
      return {.begin = place, .end = end_of_line(place)};
    }
    auto const quote = is_threefold(place) ? place + 2 : place;
    return {.begin = quote + 1, .end = end_of_string(quote, quote + 1)};
  }

  /// A body is full of quotation marks, so none in its line is the last for sure.
  Part body_from(std::size_t place) const {
    if (is_threefold(place)) {
      return value_from(place);
    }
    auto end = end_of_line(place);
    while (end > place && is_http_tab_or_space(toml_[end - 1])) {
      --end;
    }
    if (!is_quotation_mark(at(place))) {
      return {.begin = place, .end = end};
    }
    bool const is_closed = end > place + 1 && toml_[end - 1] == toml_[place];
    return {.begin = place + 1, .end = is_closed ? end - 1 : end};
  }

  bool is_threefold(std::size_t quote) const {
    return is_quotation_mark(at(quote)) && at(quote + 1) == at(quote) && at(quote + 2) == at(quote);
  }

  /// Where the string ends whose quotation mark, the last of it, stands there.
  std::size_t end_of_string(std::size_t quote, std::size_t from) const {
    if (quote >= 2 && is_threefold(quote - 2)) {
      return std::min(toml_.find(toml_.substr(quote - 2, 3), from), toml_.size());
    }
    auto const end = end_of_line(from);
    for (auto place = from; place < end; ++place) {
      if (toml_[place] == '\\' && toml_[quote] == '"') {
        ++place;
      } else if (toml_[place] == toml_[quote] && ends_value(place + 1)) {
        return place;
      }
    }
    return end;
  }

  /// Whether what stands there may follow a value: else the quotation mark before it is one that nobody escaped.
  bool ends_value(std::size_t place) const {
    constexpr std::string_view behind_values = "]}#\r\n";
    constexpr std::string_view behind_commas = "\"'[]{};#\r\n";
    place = behind_blanks(place);
    return at(place) == ',' ? behind_commas.find(at(behind_blanks(place + 1))) != nowhere
                            : behind_values.find(at(place)) != nowhere;
  }

  std::string_view toml_;
};

}  // namespace

std::string without_contract_secrets(std::string_view toml) {
  return SecretSearch(toml).masked();
}

}  // namespace corsage::formats
