#ifndef CORSAGE_TESTS_CAPI_CHECK_H
#define CORSAGE_TESTS_CAPI_CHECK_H

#include <corsage.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What a program of tests counts. */
struct checks {
  char const* row;
  int failures;
};

static inline void check_(struct checks* checks, bool holds, char const* what, char const* file, int line) {
  if (!holds) {
    checks->failures += 1;
    fprintf(stderr, "%s:%d: %s: does not hold: %s\n", file, line, checks->row, what);
  }
}

#define CHECK(checks, condition) check_((checks), (condition), #condition, __FILE__, __LINE__)

static inline bool is_text(corsage_text text, char const* expected) {
  return text.size == strlen(expected) && (text.size == 0 || memcmp(text.data, expected, text.size) == 0);
}

static inline bool has_text(corsage_text text, char const* part) {
  size_t const size = strlen(part);
  for (size_t at = 0; at + size <= text.size; ++at) {
    if (memcmp(text.data + at, part, size) == 0) {
      return true;
    }
  }
  return false;
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
