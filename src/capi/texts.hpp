#pragma once

#include <string_view>

#include "corsage.h"

namespace corsage::capi {

inline corsage_text text_of(std::string_view bytes) {
  return {.data = bytes.data(), .size = bytes.size()};
}

inline std::string_view view_of(corsage_text text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

}  // namespace corsage::capi
