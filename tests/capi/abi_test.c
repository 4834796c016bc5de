/* What programs that are built already rely on: it changes together with CORSAGE_ABI in cmake/CorsageLibrary.cmake. */
#include <corsage.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IS(what, number) _Static_assert((what) == (number), #what " is not " #number ": CORSAGE_ABI must change")

#if defined(__LP64__)
IS(sizeof(corsage_text), 16);
IS(offsetof(corsage_text, size), 8);
IS(sizeof(corsage_lines), 16);
IS(offsetof(corsage_lines, count), 8);
IS(sizeof(corsage_mistake), 80);
IS(offsetof(corsage_mistake, severity), 0);
IS(offsetof(corsage_mistake, code), 8);
IS(offsetof(corsage_mistake, message), 24);
IS(offsetof(corsage_mistake, value), 40);
IS(offsetof(corsage_mistake, line), 56);
IS(offsetof(corsage_mistake, column), 64);
IS(offsetof(corsage_mistake, length), 72);
IS(sizeof(corsage_request), 64);
IS(offsetof(corsage_request, origin), 16);
IS(offsetof(corsage_request, requested_method), 32);
IS(offsetof(corsage_request, requested_headers), 48);
IS(sizeof(corsage_header), 32);
IS(offsetof(corsage_header, value), 16);
IS(sizeof(corsage_decision), 1592);
IS(offsetof(corsage_decision, answered_by), 4);
IS(offsetof(corsage_decision, is_allowed), 8);
IS(offsetof(corsage_decision, varies_by_origin), 9);
IS(offsetof(corsage_decision, decides_timing), 10);
IS(offsetof(corsage_decision, status), 12);
IS(offsetof(corsage_decision, reason), 16);
IS(offsetof(corsage_decision, offending), 32);
IS(offsetof(corsage_decision, header_count), 48);
IS(offsetof(corsage_decision, headers), 56);
IS(sizeof(corsage_reason), 72);
IS(offsetof(corsage_reason, header), 8);
IS(offsetof(corsage_reason, title), 24);
IS(offsetof(corsage_reason, explanation), 40);
IS(offsetof(corsage_reason, fix), 56);
#endif

IS(CORSAGE_MOST_HEADERS, 48);
IS(CORSAGE_CLASS_NOT_CORS, 1);
IS(CORSAGE_CLASS_PREFLIGHT, 2);
IS(CORSAGE_CLASS_ACTUAL, 3);
IS(CORSAGE_ANSWERED_BY_POLICY, 1);
IS(CORSAGE_ANSWERED_BY_UPSTREAM, 2);
IS(CORSAGE_SEVERITY_BLOCK, 1);
IS(CORSAGE_SEVERITY_HIDDEN, 2);
IS(CORSAGE_SEVERITY_WARNING, 3);
IS(CORSAGE_SEVERITY_NOTE, 4);
IS(CORSAGE_VERDICT_ALLOWED, 1);
IS(CORSAGE_VERDICT_BLOCKED, 2);
IS(CORSAGE_VERDICT_UNDETERMINED, 3);
IS(CORSAGE_VERDICT_NO_SCENARIO, 4);
IS(CORSAGE_VERDICT_OUT_OF_MEMORY, 5);

/* The header's version is the build's. */
int main(void) {
  char version[32];
  snprintf(version, sizeof version, "%d.%d.%d", CORSAGE_VERSION_MAJOR, CORSAGE_VERSION_MINOR, CORSAGE_VERSION_PATCH);
  return strcmp(version, CORSAGE_EXPECTED_VERSION) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
