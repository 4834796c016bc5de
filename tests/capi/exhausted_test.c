/* Memory that is out: every call says so, at whichever time it asks for memory it is out. */
#include "check.h"

#include <corsage.h>
#include <stdint.h>
#include <stdlib.h>

void* __libc_malloc(size_t size);

/* How many more times there is memory; the program's own threads are one. */
static size_t left = SIZE_MAX;

void* malloc(size_t size) {
  if (left == 0) {
    return NULL;
  }
  left -= left == SIZE_MAX ? 0 : 1;
  return __libc_malloc(size);
}

static char const file[] =
    "[cors]\n"
    "origins = [\"https://app.test\", \"https://*.app.test\", \"https://app.test\"]\n"
    "request_headers = [\"x-token\"]\n";

enum { enough = 100000 };

static void check_compile(struct checks* checks) {
  checks->row = "compiling a policy";
  corsage_policy* policy = NULL;
  size_t tries = 0;
  for (; policy == NULL && tries < enough; ++tries) {
    corsage_mistakes* mistakes = NULL;
    left = tries;
    policy = corsage_policy_compile(corsage_text_of(file), &mistakes);
    left = SIZE_MAX;
    CHECK(checks, (policy == NULL) == (mistakes == NULL));
    corsage_mistakes_free(mistakes);
  }
  CHECK(checks, tries > 10 && tries < enough);
  left = 0;
  corsage_policy* const none = corsage_policy_share(policy);
  left = SIZE_MAX;
  CHECK(checks, none == NULL);
  corsage_policy_free(policy);
}

static void check_mistakes(struct checks* checks) {
  checks->row = "telling mistakes";
  corsage_mistakes* mistakes = NULL;
  size_t tries = 0;
  for (; mistakes == NULL && tries < enough; ++tries) {
    left = tries;
    corsage_policy* const policy = corsage_policy_compile(corsage_text_of("[cors]\norigins = [\"a/b\"]\n"), &mistakes);
    left = SIZE_MAX;
    CHECK(checks, policy == NULL);
  }
  CHECK(checks, tries > 10 && tries < enough);
  corsage_mistakes_free(mistakes);
}

static void check_vary(struct checks* checks) {
  checks->row = "merging Vary";
  corsage_text const line = corsage_text_of("Accept-Encoding, Accept-Language, User-Agent");
  corsage_lines const vary = {.values = &line, .count = 1};
  char room[128];
  size_t size = 0;
  size_t tries = 0;
  for (; size == 0 && tries < enough; ++tries) {
    left = tries;
    size = corsage_vary(vary, room, sizeof room);
    left = SIZE_MAX;
  }
  CHECK(checks, tries > 1 && size == line.size + strlen(", Origin"));
}

static corsage_verdict predict(corsage_predictor* predictor) {
  corsage_text outcome;
  return corsage_predict(predictor,
                         corsage_text_of("{\"page\":\"https://app.test\",\"request\":{\"url\":\"https://api.test/\"},"
                                         "\"server\":[{\"status\":200}]}"),
                         &outcome);
}

static void check_predict(struct checks* checks) {
  checks->row = "predicting";
  corsage_predictor* predictor = corsage_predictor_new(corsage_text_of("spec"));
  CHECK(checks, predictor != NULL);
  if (predictor == NULL) {
    return;
  }
  corsage_verdict verdict = CORSAGE_VERDICT_OUT_OF_MEMORY;
  for (size_t tries = 0; verdict == CORSAGE_VERDICT_OUT_OF_MEMORY && tries < enough; ++tries) {
    left = tries;
    verdict = predict(predictor);
    left = SIZE_MAX;
  }
  CHECK(checks, verdict == CORSAGE_VERDICT_BLOCKED);
  corsage_predictor_free(predictor);
  predictor = NULL;
  for (size_t tries = 0; predictor == NULL && tries < enough; ++tries) {
    left = tries;
    predictor = corsage_predictor_new(corsage_text_of("spec"));
    left = SIZE_MAX;
  }
  CHECK(checks, predictor != NULL);
  corsage_predictor_free(predictor);
}

int main(void) {
  struct checks checks = {.row = "", .failures = 0};
  check_compile(&checks);
  check_mistakes(&checks);
  check_vary(&checks);
  check_predict(&checks);
  return checks.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
