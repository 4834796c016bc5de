#include "check.h"

#include <corsage.h>
#include <stdlib.h>

struct row {
  char const* name;
  char const* profile;
  char const* scenario;
  corsage_verdict verdict;
  char const* outcome[2]; /* parts of it */
};

static struct row const rows[] = {
    {.name = "an answer that lets the page in",
     .profile = "spec",
     .scenario = "{\"id\":\"1\",\"page\":\"https://app.test\",\"request\":{\"url\":\"https://api.test/\"},"
                 "\"server\":[{\"status\":200,\"headers\":[[\"access-control-allow-origin\",\"*\"]]}]}",
     .verdict = CORSAGE_VERDICT_ALLOWED,
     .outcome = {"\"id\":\"1\"", "\"allowed\":true"}},
    {.name = "an answer that does not",
     .profile = "firefox",
     .scenario = "{\"id\":2,\"page\":\"https://app.test\",\"request\":{\"url\":\"https://api.test/\"},"
                 "\"server\":[{\"status\":200}]}",
     .verdict = CORSAGE_VERDICT_BLOCKED,
     .outcome = {"\"allowed\":false", "allow-origin-missing"}},
    {.name = "the browser is the one asked for",
     .profile = "chromium",
     .scenario = "{\"id\":3,\"page\":\"https://app.test\",\"request\":{\"url\":\"https://api.test/\"},"
                 "\"server\":[{\"status\":500}]}",
     .verdict = CORSAGE_VERDICT_BLOCKED,
     .outcome = {"\"id\":3", "\"as\":\"chromium\""}},
    {.name = "no scenario",
     .profile = "webkit",
     .scenario = "{\"id\":4,\"page\":7}",
     .verdict = CORSAGE_VERDICT_NO_SCENARIO,
     .outcome = {"\"id\":4", "\"error\":{\"line\":1,\"column\":"}},
    {.name = "nothing",
     .profile = "spec",
     .scenario = "",
     .verdict = CORSAGE_VERDICT_NO_SCENARIO,
     .outcome = {"\"error\":"}},
};

static void check_row(struct checks* checks, struct row const* row) {
  checks->row = row->name;
  corsage_predictor* const predictor = corsage_predictor_new(corsage_text_of(row->profile));
  CHECK(checks, predictor != NULL);
  if (predictor == NULL) {
    return;
  }
  /* Twice: a scenario knows nothing of the one before. */
  for (int time = 0; time < 2; ++time) {
    corsage_text outcome;
    CHECK(checks, corsage_predict(predictor, corsage_text_of(row->scenario), &outcome) == row->verdict);
    CHECK(checks, outcome.size > 2 && outcome.data[0] == '{' && outcome.data[outcome.size - 1] == '}');
    for (size_t part = 0; part < COUNT(row->outcome) && row->outcome[part] != NULL; ++part) {
      CHECK(checks, has_text(outcome, row->outcome[part]));
    }
  }
  corsage_predictor_free(predictor);
}

int main(void) {
  struct checks checks = {.row = "", .failures = 0};
  for (size_t row = 0; row < COUNT(rows); ++row) {
    check_row(&checks, &rows[row]);
  }
  checks.row = "a browser that is none";
  CHECK(&checks, corsage_predictor_new(corsage_text_of("netscape")) == NULL);
  corsage_predictor_free(NULL);
  return checks.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
