#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corsage::http {

/// Whether the values of headers of that name are nobody's secret, whoever gives them: Accept, Content-Type, ...
bool is_plain(std::string_view header_name);

/// What somebody gave to be sent with requests. It is masked under the names that it was given by, and wherever its values
/// stand: a server may say them again.
class GivenSecrets {
 public:
  /// A header, whatever its name. One that is plain is no secret.
  void add_header(std::string_view name, std::string_view value);

  /// A header whose value, or a part of it, is kept in a place that not everybody reads: it is a secret under every name.
  void add_kept_header(std::string_view name, std::string_view value);

  /// A text that is a secret wherever it stands, kept in a place that not everybody reads. `place` says which: "env:NAME", "file:PATH", or nothing.
  void add_value(std::string_view value, std::string_view place = {});

  /// Whose requests and answers they are: an origin, `https://app.example.org:8443`. What was given, and is it, its host, a
  /// domain of that or a label, is a secret under its name alone: masked wherever it stands it would take the sense from
  /// every report. What is kept in a place that not everybody reads stays a secret.
  void spare_origin(std::string_view origin);

  /// Whether a header of that name was given, and is a secret.
  bool has(std::string_view header_name) const;

  /// The text with what was given masked, in any case, as it is and as URLs write it. A value of fewer than eight bytes is looked for
  /// as a whole word, one of fewer than four, or one that everybody uses (true, GET), not at all.
  std::string masked(std::string_view text) const;

  /// Where that value is kept; empty: nobody knows.
  std::string_view place_of(std::string_view value) const;

 private:
  struct Value {
    std::string text;
    std::string place;
    bool is_kept = false;  ///< not everybody reads where it is from
  };

  void add_parts(std::string_view name, Value const& whole);
  void add(Value const& value);
  void add_text(Value value);

  std::vector<std::string> names_;  ///< lower case
  std::vector<Value> values_;       ///< the longest first
};

}  // namespace corsage::http
