#include "check.h"

#include <corsage.h>
#include <stdlib.h>
#include <threads.h>

static char const file[] =
    "[cors]\n"
    "origins = [\"https://app.test\", \"https://*.app.test\"]\n"
    "credentials = true\n"
    "methods = [\"PUT\"]\n"
    "request_headers = [\"content-type\", \"x-token\"]\n"
    "response_headers = [\"etag\"]\n"
    "max_age = 600\n"
    "timing = true\n";

struct decide_row {
  char const* name;
  char const* method;
  char const* origin;
  char const* requested_method;
  char const* requested_headers[3];
  corsage_request_class request_class;
  corsage_answered_by answered_by;
  bool is_allowed;
  int status;
  char const* reason;
  char const* offending;
  char const* headers; /* as lines, in order */
};

static struct decide_row const decide_rows[] = {
    {.name = "a request without Origin is no CORS request",
     .method = "GET",
     .request_class = CORSAGE_CLASS_NOT_CORS,
     .answered_by = CORSAGE_ANSWERED_BY_UPSTREAM,
     .is_allowed = true,
     .reason = "policy-not-cors",
     .offending = "",
     .headers = ""},
    {.name = "a request of an allowed origin",
     .method = "GET",
     .origin = "https://app.test",
     .request_class = CORSAGE_CLASS_ACTUAL,
     .answered_by = CORSAGE_ANSWERED_BY_UPSTREAM,
     .is_allowed = true,
     .reason = "policy-origin-allowed",
     .offending = "",
     .headers = "Access-Control-Allow-Origin: https://app.test\n"
                "Access-Control-Allow-Credentials: true\n"
                "Access-Control-Expose-Headers: etag\n"
                "Timing-Allow-Origin: https://app.test\n"},
    {.name = "a request of another origin passes to upstream, without leave",
     .method = "GET",
     .origin = "https://evil.test",
     .request_class = CORSAGE_CLASS_ACTUAL,
     .answered_by = CORSAGE_ANSWERED_BY_UPSTREAM,
     .is_allowed = false,
     .reason = "policy-origin-refused",
     .offending = "https://evil.test",
     .headers = ""},
    {.name = "a preflight that is allowed",
     .method = "OPTIONS",
     .origin = "https://www.app.test",
     .requested_method = "PUT",
     .requested_headers = {"content-type", "x-token"},
     .request_class = CORSAGE_CLASS_PREFLIGHT,
     .answered_by = CORSAGE_ANSWERED_BY_POLICY,
     .is_allowed = true,
     .status = 204,
     .reason = "policy-preflight-allowed",
     .offending = "",
     .headers = "Access-Control-Allow-Origin: https://www.app.test\n"
                "Access-Control-Allow-Credentials: true\n"
                "Access-Control-Allow-Methods: PUT\n"
                "Access-Control-Allow-Headers: content-type\n"
                "Access-Control-Allow-Headers: x-token\n"
                "Access-Control-Max-Age: 600\n"},
    {.name = "a preflight for a method that is not listed",
     .method = "OPTIONS",
     .origin = "https://app.test",
     .requested_method = "DELETE",
     .request_class = CORSAGE_CLASS_PREFLIGHT,
     .answered_by = CORSAGE_ANSWERED_BY_POLICY,
     .is_allowed = false,
     .status = 403,
     .reason = "policy-method-refused",
     .offending = "DELETE",
     .headers = ""},
    {.name = "a preflight for a header that is not listed",
     .method = "OPTIONS",
     .origin = "https://app.test",
     .requested_method = "PUT",
     .requested_headers = {"x-other"},
     .request_class = CORSAGE_CLASS_PREFLIGHT,
     .answered_by = CORSAGE_ANSWERED_BY_POLICY,
     .is_allowed = false,
     .status = 403,
     .reason = "policy-request-header-refused",
     .offending = "x-other",
     .headers = ""},
};

/* A request, and the room for its lines. */
struct asked {
  corsage_text origin;
  corsage_text requested_method;
  corsage_text requested_headers[COUNT(decide_rows[0].requested_headers)];
  corsage_request request;
};

static void ask(struct decide_row const* row, struct asked* asked) {
  asked->origin = corsage_text_of(row->origin);
  asked->requested_method = corsage_text_of(row->requested_method);
  size_t headers = 0;
  while (headers < COUNT(row->requested_headers) && row->requested_headers[headers] != NULL) {
    asked->requested_headers[headers] = corsage_text_of(row->requested_headers[headers]);
    ++headers;
  }
  asked->request = (corsage_request){
      .method = corsage_text_of(row->method),
      .origin = {.values = &asked->origin, .count = row->origin == NULL ? 0 : 1},
      .requested_method = {.values = &asked->requested_method, .count = row->requested_method == NULL ? 0 : 1},
      .requested_headers = {.values = headers == 0 ? NULL : asked->requested_headers, .count = headers},
  };
}

static bool has_headers(corsage_decision const* decision, char const* expected) {
  char lines[1024];
  size_t size = 0;
  for (size_t index = 0; index < decision->header_count; ++index) {
    corsage_header const* const header = &decision->headers[index];
    size += (size_t)snprintf(lines + size, sizeof lines - size, "%.*s: %.*s\n", (int)header->name.size,
                             header->name.data, (int)header->value.size, header->value.data);
  }
  lines[size] = '\0';
  return strcmp(lines, expected) == 0;
}

static void check_decision(struct checks* checks, corsage_policy const* policy, struct decide_row const* row) {
  checks->row = row->name;
  struct asked asked;
  ask(row, &asked);
  corsage_decision decision;
  corsage_policy_decide(policy, &asked.request, &decision);
  CHECK(checks, decision.request_class == row->request_class);
  CHECK(checks, decision.answered_by == row->answered_by);
  CHECK(checks, decision.is_allowed == row->is_allowed);
  CHECK(checks, decision.status == row->status);
  CHECK(checks, decision.varies_by_origin);
  CHECK(checks, is_text(decision.reason, row->reason));
  CHECK(checks, is_text(decision.offending, row->offending));
  CHECK(checks, has_headers(&decision, row->headers));
  CHECK(checks, corsage_is_decided(&decision, corsage_text_of("access-control-anything")));
  CHECK(checks, corsage_is_decided(&decision, corsage_text_of("Timing-Allow-Origin")));
  CHECK(checks, !corsage_is_decided(&decision, corsage_text_of("Vary")));
  corsage_reason reason;
  CHECK(checks, corsage_reason_find(decision.reason, &reason));
  CHECK(checks, reason.title.size > 0 && reason.explanation.size > 0);
}

struct mistake_row {
  char const* name;
  char const* toml;
  struct {
    char const* code;
    char const* value;
    size_t line;
    size_t column;
    size_t length;
  } mistakes[3];
};

static struct mistake_row const mistake_rows[] = {
    {.name = "every mistake is told at once",
     .toml = "[cors]\norigins = [\"https://a.test/\", \"null\"]\nmethods = [\"TRACE\"]\n",
     .mistakes = {{"policy-origin-has-path", "https://a.test/", 2, 12, 17},
                  {"policy-null-origin", "null", 2, 31, 6},
                  {"policy-method-forbidden", "TRACE", 3, 12, 7}}},
    {.name = "a file without a policy", .toml = "", .mistakes = {{"policy-table-missing", "[cors]", 1, 1, 0}}},
    {.name = "a file that is no TOML", .toml = "[cors\n", .mistakes = {{"policy-file-not-toml", NULL, 1, 6, 0}}},
};

static void check_mistakes(struct checks* checks, struct mistake_row const* row) {
  checks->row = row->name;
  corsage_mistakes* mistakes = NULL;
  corsage_policy* const policy = corsage_policy_compile(corsage_text_of(row->toml), &mistakes);
  CHECK(checks, policy == NULL);
  CHECK(checks, corsage_policy_compile(corsage_text_of(row->toml), NULL) == NULL);
  size_t count = 0;
  while (count < COUNT(row->mistakes) && row->mistakes[count].code != NULL) {
    corsage_mistake const mistake = corsage_mistakes_at(mistakes, count);
    CHECK(checks, is_text(mistake.code, row->mistakes[count].code));
    CHECK(checks, row->mistakes[count].value == NULL || is_text(mistake.value, row->mistakes[count].value));
    CHECK(checks, mistake.severity == CORSAGE_SEVERITY_BLOCK);
    CHECK(checks, mistake.line == row->mistakes[count].line);
    CHECK(checks, mistake.column == row->mistakes[count].column);
    CHECK(checks, mistake.length == row->mistakes[count].length);
    CHECK(checks, mistake.message.size > 0);
    corsage_reason reason;
    CHECK(checks, corsage_reason_find(mistake.code, &reason) && reason.severity == CORSAGE_SEVERITY_BLOCK);
    ++count;
  }
  CHECK(checks, corsage_mistakes_count(mistakes) == count);
  CHECK(checks, corsage_mistakes_at(mistakes, count).code.size == 0);
  corsage_mistakes_free(mistakes);
}

struct vary_row {
  char const* name;
  char const* lines[3];
  char const* merged;
};

static struct vary_row const vary_rows[] = {
    {.name = "no Vary yet", .merged = "Origin"},
    {.name = "others are kept, doubles are not",
     .lines = {"Accept-Encoding, origin", "ORIGIN,accept-encoding"},
     .merged = "Accept-Encoding, origin"},
    {.name = "a star says it already", .lines = {"*"}, .merged = "*"},
};

static void check_vary(struct checks* checks, struct vary_row const* row) {
  checks->row = row->name;
  corsage_text lines[COUNT(row->lines)];
  size_t count = 0;
  while (count < COUNT(row->lines) && row->lines[count] != NULL) {
    lines[count] = corsage_text_of(row->lines[count]);
    ++count;
  }
  corsage_lines const vary = {.values = lines, .count = count};
  char room[64] = "untouched";
  size_t const size = corsage_vary(vary, NULL, 0);
  CHECK(checks, size == strlen(row->merged));
  CHECK(checks, corsage_vary(vary, room, size - 1) == size && strcmp(room, "untouched") == 0);
  CHECK(checks, corsage_vary(vary, room, sizeof room) == size && memcmp(room, row->merged, size) == 0);
}

/* More lines than a browser ever sends, and bytes that no header has. */
static void check_hostile(struct checks* checks, corsage_policy const* policy) {
  checks->row = "hostile requests are refused";
  enum { many = 100000 };
  corsage_text* const lines = calloc(many, sizeof *lines);
  if (lines == NULL) {
    abort();
  }
  corsage_text const origin = corsage_text_of("https://app.test");
  corsage_text const put = corsage_text_of("PUT");
  corsage_request request = {
      .method = corsage_text_of("OPTIONS"),
      .origin = {.values = &origin, .count = 1},
      .requested_method = {.values = &put, .count = 1},
      .requested_headers = {.values = lines, .count = many},
  };
  corsage_decision decision;
  corsage_policy_decide(policy, &request, &decision);
  CHECK(checks, !decision.is_allowed && is_text(decision.reason, "policy-request-headers-malformed"));
  request.requested_headers.count = 0;
  request.origin = (corsage_lines){.values = lines, .count = many};
  corsage_policy_decide(policy, &request, &decision);
  CHECK(checks, !decision.is_allowed && is_text(decision.reason, "policy-origin-malformed"));
  free(lines);
}

/* Advice about a policy that is in order. */
static void check_advice(struct checks* checks) {
  checks->row = "advice does not refuse a policy";
  corsage_mistakes* mistakes = NULL;
  corsage_policy* const policy = corsage_policy_compile(
      corsage_text_of("[cors]\norigins = [\"https://a.test\", \"https://a.test\"]\n"), &mistakes);
  CHECK(checks, policy != NULL && corsage_mistakes_count(mistakes) == 1);
  corsage_mistake const advice = corsage_mistakes_at(mistakes, 0);
  CHECK(checks, advice.severity == CORSAGE_SEVERITY_WARNING || advice.severity == CORSAGE_SEVERITY_NOTE);
  CHECK(checks, is_text(advice.value, "https://a.test") && advice.line == 2);
  corsage_mistakes_free(mistakes);
  corsage_policy_free(policy);
}

/* Who decides goes on by his own share when the policy is replaced. */
static void check_share(struct checks* checks) {
  checks->row = "a share outlives the policy that it is of";
  corsage_policy* const policy =
      corsage_policy_compile(corsage_text_of("[cors]\norigins = [\"https://a.test\"]\n"), NULL);
  CHECK(checks, policy != NULL);
  if (policy == NULL) {
    return;
  }
  corsage_policy* const share = corsage_policy_share(policy);
  corsage_policy_free(policy);
  corsage_text const origin = corsage_text_of("https://a.test");
  corsage_request const request = {.method = corsage_text_of("GET"), .origin = {.values = &origin, .count = 1}};
  corsage_decision decision;
  corsage_policy_decide(share, &request, &decision);
  CHECK(checks, decision.is_allowed && !decision.decides_timing);
  CHECK(checks, !corsage_is_decided(&decision, corsage_text_of("Timing-Allow-Origin")));
  corsage_policy_free(share);
}

static int decide_all(void* policy) {
  struct checks checks = {.row = "", .failures = 0};
  for (int round = 0; round < 200; ++round) {
    for (size_t row = 0; row < COUNT(decide_rows); ++row) {
      check_decision(&checks, policy, &decide_rows[row]);
    }
  }
  return checks.failures;
}

static void check_threads(struct checks* checks, corsage_policy* policy) {
  checks->row = "threads decide by one policy";
  thrd_t threads[4];
  for (size_t index = 0; index < COUNT(threads); ++index) {
    CHECK(checks, thrd_create(&threads[index], decide_all, policy) == thrd_success);
  }
  for (size_t index = 0; index < COUNT(threads); ++index) {
    int failures = 1;
    CHECK(checks, thrd_join(threads[index], &failures) == thrd_success && failures == 0);
  }
}

int main(void) {
  struct checks checks = {.row = "a policy in order", .failures = 0};
  CHECK(&checks, strcmp(corsage_version(), CORSAGE_EXPECTED_VERSION) == 0);
  corsage_mistakes* mistakes = NULL;
  corsage_policy* const policy = corsage_policy_compile(corsage_text_of(file), &mistakes);
  CHECK(&checks, policy != NULL && mistakes == NULL && corsage_mistakes_count(mistakes) == 0);
  if (policy == NULL) {
    return EXIT_FAILURE;
  }
  for (size_t row = 0; row < COUNT(decide_rows); ++row) {
    check_decision(&checks, policy, &decide_rows[row]);
  }
  for (size_t row = 0; row < COUNT(mistake_rows); ++row) {
    check_mistakes(&checks, &mistake_rows[row]);
  }
  for (size_t row = 0; row < COUNT(vary_rows); ++row) {
    check_vary(&checks, &vary_rows[row]);
  }
  check_hostile(&checks, policy);
  check_advice(&checks);
  check_share(&checks);
  check_threads(&checks, policy);
  checks.row = "what is not there";
  corsage_reason reason;
  CHECK(&checks, !corsage_reason_find(corsage_text_of("no-such-reason"), &reason));
  corsage_policy_free(policy);
  corsage_policy_free(NULL);
  corsage_mistakes_free(NULL);
  return checks.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
