#include "corsage.h"
#include "texts.hpp"

char const* corsage_version(void) {
  return CORSAGE_VERSION;
}

corsage_text corsage_text_of(char const* string) {
  return string == nullptr ? corsage_text{} : corsage::capi::text_of(string);
}
