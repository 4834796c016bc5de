/* Decisions take no memory: counted where all of it comes from, whoever asks for it. */
#include "check.h"

#include <corsage.h>
#include <stdlib.h>

void* __libc_malloc(size_t size);
static size_t allocations = 0;

void* malloc(size_t size) {
  ++allocations;
  return __libc_malloc(size);
}

int main(void) {
  struct checks checks = {.row = "decisions take no memory", .failures = 0};
  corsage_policy* const policy = corsage_policy_compile(
      corsage_text_of("[cors]\norigins = [\"https://app.test\"]\nrequest_headers = [\"x-a\", \"x-b\"]\n"), NULL);
  if (policy == NULL) {
    return EXIT_FAILURE;
  }
  CHECK(&checks, allocations > 0);
  corsage_text const origin = corsage_text_of("https://app.test");
  corsage_text const put = corsage_text_of("GET");
  corsage_text const headers = corsage_text_of("x-a,x-b");
  corsage_request const request = {
      .method = corsage_text_of("OPTIONS"),
      .origin = {.values = &origin, .count = 1},
      .requested_method = {.values = &put, .count = 1},
      .requested_headers = {.values = &headers, .count = 1},
  };
  size_t const before = allocations;
  corsage_decision decision;
  for (int time = 0; time < 100; ++time) {
    corsage_policy_decide(policy, &request, &decision);
  }
  CHECK(&checks, decision.is_allowed);
  CHECK(&checks, allocations == before);
  corsage_policy_free(policy);
  return checks.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
