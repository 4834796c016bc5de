#pragma once

#include <string_view>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/formats/json_writer.hpp"

/// What of an audit stands in every JSON that tells of it.
namespace corsage::formats {

/// The members of an open object that say how much the finding matters, and to whom.
void write_weight(JsonWriter& json, audit::Finding const& finding, http::Secrets secrets);

template <typename Text>
void write_texts(JsonWriter& json, JsonKey const& name, std::vector<Text> const& texts) {
  json.key(name);
  json.begin_array();
  for (auto const& text : texts) {
    json.text(text);
  }
  json.end_array();
}

inline void write_text(JsonWriter& json, JsonKey const& name, std::string_view text) {
  json.key(name);
  json.text(text);
}

}  // namespace corsage::formats
