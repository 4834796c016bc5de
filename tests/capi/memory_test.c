/* Decisions take no memory: counted where all of it comes from, whoever asks for it. */
#include "check.h"

#include <corsage.h>
#include <stdlib.h>

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
static size_t allocations = 0;

void* malloc(size_t size) {
  ++allocations;
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  ++allocations;
  return __libc_calloc(count, size);
}

void* realloc(void* memory, size_t size) {
  ++allocations;
  return __libc_realloc(memory, size);
}

void* aligned_alloc(size_t alignment, size_t size) {
  ++allocations;
  return __libc_memalign(alignment, size);
}

enum { many = 4096 };
static corsage_text hostile_lines[many];

struct row {
  char const* name;
  char const* method;
  char const* origin;
  char const* requested_method;
  char const* requested_headers;
  bool is_hostile; /* has many lines of each name */
  bool is_allowed;
};

static struct row const rows[] = {
    {.name = "an actual request that is allowed", .method = "GET", .origin = "https://app.test", .is_allowed = true},
    {.name = "an actual request that is refused", .method = "GET", .origin = "https://evil.test"},
    {.name = "a preflight that is allowed",
     .method = "OPTIONS",
     .origin = "https://app.test",
     .requested_method = "GET",
     .requested_headers = "x-a,x-b",
     .is_allowed = true},
    {.name = "a preflight that is refused",
     .method = "OPTIONS",
     .origin = "https://app.test",
     .requested_method = "DELETE",
     .requested_headers = "x-a,x-c"},
    {.name = "many empty lines",
     .method = "OPTIONS",
     .origin = "https://app.test",
     .requested_method = "GET",
     .is_hostile = true},
};

static corsage_lines lines_of(corsage_text const* value) {
  return (corsage_lines){.values = value, .count = value->data == NULL ? 0 : 1};
}

static void check_row(struct checks* checks, corsage_policy const* policy, struct row const* row) {
  checks->row = row->name;
  corsage_text const origin = corsage_text_of(row->origin);
  corsage_text const requested_method = corsage_text_of(row->requested_method);
  corsage_text const requested_headers = corsage_text_of(row->requested_headers);
  corsage_request request = {
      .method = corsage_text_of(row->method),
      .origin = lines_of(&origin),
      .requested_method = lines_of(&requested_method),
      .requested_headers = lines_of(&requested_headers),
  };
  if (row->is_hostile) {
    request.requested_headers = (corsage_lines){.values = hostile_lines, .count = many};
  }
  size_t const before = allocations;
  corsage_decision decision;
  corsage_policy_decide(policy, &request, &decision);
  CHECK(checks, allocations == before);
  CHECK(checks, decision.is_allowed == row->is_allowed);
}

int main(void) {
  struct checks checks = {.row = "a policy takes memory, so that it is counted", .failures = 0};
  corsage_policy* const policy = corsage_policy_compile(
      corsage_text_of("[cors]\norigins = [\"https://app.test\"]\nrequest_headers = [\"x-a\", \"x-b\"]\n"), NULL);
  if (policy == NULL) {
    return EXIT_FAILURE;
  }
  CHECK(&checks, allocations > 0);
  for (size_t row = 0; row < COUNT(rows); ++row) {
    check_row(&checks, policy, &rows[row]);
  }
  corsage_policy_free(policy);
  return checks.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
