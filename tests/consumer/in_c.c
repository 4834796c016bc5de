#include <corsage.h>
#include <stdio.h>

static corsage_decision decide(corsage_policy const* policy, char const* page) {
  corsage_text const origin = corsage_text_of(page);
  corsage_request const request = {.method = corsage_text_of("GET"), .origin = {.values = &origin, .count = 1}};
  corsage_decision decision;
  corsage_policy_decide(policy, &request, &decision);
  return decision;
}

int main(void) {
  corsage_policy* const policy =
      corsage_policy_compile(corsage_text_of("[cors]\norigins = [\"https://app.test\"]\n"), NULL);
  if (policy == NULL) {
    return 1;
  }
  corsage_decision const app = decide(policy, "https://app.test");
  corsage_decision const evil = decide(policy, "https://evil.test");
  printf("https://app.test is %s, https://evil.test is %.*s\n", app.is_allowed ? "allowed" : "refused",
         (int)evil.reason.size, evil.reason.data);
  corsage_policy_free(policy);
  return 0;
}
