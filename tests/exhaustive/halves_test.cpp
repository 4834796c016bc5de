#include "exhaustive/halves.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

/// The server's half against the browser's: a browser that gets a policy's answers lets a page on exactly when the policy
/// says so, and exactly when its author means it. Each test is the full product of its lists.
namespace corsage::exhaustive {
namespace {

using fetch::CredentialsMode;
using Words = std::vector<std::string>;

Words const pages{"https://app.test",     "https://a.app.test", "https://b.a.app.test",  "https://app.test:8443",
                  "https://evilapp.test", "http://app.test",    "capacitor://localhost", "null"};

std::vector<Origins> const all_origins{
    {{"https://app.test"}, {"https://app.test"}},
    {{"https://*.app.test"}, {"https://a.app.test"}},
    {{"https://**.app.test"}, {"https://a.app.test", "https://b.a.app.test"}},
    {{"https://app.test:*"}, {"https://app.test", "https://app.test:8443"}},
    {{"https://app.test:[443,8000-8999]"}, {"https://app.test", "https://app.test:8443"}},
    {{"https://app.test:[8000-8999]", "http://app.test"}, {"https://app.test:8443", "http://app.test"}},
    {{"capacitor://localhost", "https://**.app.test:*"},
     {"capacitor://localhost", "https://a.app.test", "https://b.a.app.test"}},
    {{"null"}, {"null"}},
    {{"null", "https://app.test"}, {"null", "https://app.test"}},
    {{"*"}, pages}};

std::vector<CredentialsMode> const credentials_modes{CredentialsMode::omit, CredentialsMode::same_origin,
                                                     CredentialsMode::include};
Words const methods{"GET", "POST", "PUT", "PATCH", "patch", "OPTIONS"};
std::vector<AuthorHeaders> const header_choices{
    {},
    {{.name = "accept-language", .value = "en", .needs_leave = false}},
    {{.name = "x-a", .value = "1"}},
    {{.name = "x-b", .value = "1"}, {.name = "x-a", .value = "1"}},
    {{.name = "x-a", .value = "1"}, {.name = "x-a", .value = "2"}},
    {{.name = "authorization", .value = "Bearer x"}},
    {{.name = "content-type", .value = "application/json"}},
};

std::vector<Words> const method_lists{{}, {"PUT"}, {"PATCH"}, {"PATCH", "PUT"}, {"*"}};
std::vector<Words> const header_lists{{}, {"x-a"}, {"content-type", "x-b", "x-a"}, {"authorization"}, {"*"}};

Upstream const plain{.headers = {{"Content-Type", "text/plain"}, {"X-One", "1"}, {"Vary", "Accept"}}};
/// The last has lines of CORS, which would open everything or nothing where they reached a browser.
std::vector<Upstream> const upstreams{plain,
                                      {.status = 500, .headers = {{"X-One", "1"}}},
                                      {.headers = {{"X-One", "1"},
                                                   {"Access-Control-Allow-Origin", "*"},
                                                   {"access-control-allow-origin", "https://app.test"},
                                                   {"Access-Control-Allow-Credentials", "true"},
                                                   {"Access-Control-Allow-Credentials", "yes"},
                                                   {"Access-Control-Expose-Headers", "x-one, *"},
                                                   {"Timing-Allow-Origin", "*"}}}};

/// The policy of what a list of lists says; what is dangerous is wanted here.
Promise promise_of(Origins const& origins, policy::Config config) {
  config.origins = origins.patterns;
  config.dangerously_allow_null_origin = true;
  config.dangerously_allow_any_origin_with_credentials = true;
  config.dangerously_allow_insecure_origins_with_credentials = true;
  auto const policy = compile(config);
  EXPECT_TRUE(policy) << origins.patterns.front();
  return {.config = std::move(config), .policy = policy.value(), .pages = origins.pages};
}

std::vector<Promise> promises_to(std::vector<Origins> const& origins_choices) {
  std::vector<Promise> promises;
  for (auto const& origins : origins_choices) {
    for (bool const credentials : {false, true}) {
      for (auto const& allowed_methods : method_lists) {
        for (auto const& allowed_headers : header_lists) {
          for (bool const discloses_full_lists : {false, true}) {
            promises.push_back(promise_of(origins, {.credentials = credentials,
                                                    .methods = allowed_methods,
                                                    .request_headers = allowed_headers,
                                                    .discloses_full_lists = discloses_full_lists}));
          }
        }
      }
    }
  }
  return promises;
}

std::vector<Ask> asks_of(Words const& asking_pages, Words const& asked_methods,
                         std::vector<AuthorHeaders> const& asked_headers = header_choices) {
  std::vector<Ask> asks;
  for (auto const& page : asking_pages) {
    for (auto const& method : asked_methods) {
      for (auto const& headers : asked_headers) {
        for (auto const credentials : credentials_modes) {
          asks.push_back({.page = page, .method = method, .headers = headers, .credentials = credentials});
        }
      }
    }
  }
  return asks;
}

/// A whole fetch from a server that has the policy, with what the browser remembers.
fetch::Run run_of(Promise const& promise, Ask const& ask, fetch::Profile const& profile,
                  fetch::PreflightCache const& cache) {
  fetch::Run run;
  run.cache = cache;
  fetch::fetch(request_of(ask), environment_of(ask, profile), 1, run, [&](fetch::WireRequest const& request) {
    policy::FoundIncoming const incoming(request.method, request.headers);
    return answer_by(decide(promise.policy, incoming.view()), plain);
  });
  return run;
}

bool varies_by_origin(fetch::Answered const& answer) {
  auto const vary = answer.response.headers.get("Vary");
  return vary && vary->view().find("Origin") != std::string_view::npos;
}

class Halves : public testing::Test {
 protected:
  void hold_against(std::vector<Promise> const& promises, std::vector<Ask> const& asks, Upstream const& upstream,
                    fetch::Profile const& profile) {
    for (auto const& ask : asks) {
      Asker asker(ask, upstream, profile);
      for (auto const& promise : promises) {
        tell(asker.difference(promise));
        ++(asker.last_was_allowed() ? allowed_ : refused_);
      }
    }
  }

  void tell(std::optional<std::string> const& difference) {
    if (difference) {
      ++differences_;
      if (smallest_.empty() || difference->size() < smallest_.size()) {
        smallest_ = *difference;
      }
    }
  }

  void TearDown() override {
    EXPECT_EQ(differences_, 0U) << "the smallest:\n" << smallest_;
    EXPECT_GT(allowed_, 0U);
    EXPECT_GT(refused_, 0U);
    all_pairs_ += allowed_ + refused_;
  }

  static void TearDownTestSuite() {
    test::tell_figure(
        "policies and requests of a small world, all of them, on which decide, fetch and the policy's words agree",
        std::to_string(all_pairs_));
    EXPECT_GE(all_pairs_, 1'000'000U);
  }

  std::size_t allowed_ = 0;
  std::size_t refused_ = 0;

 private:
  std::size_t differences_ = 0;
  std::string smallest_;
  static inline std::size_t all_pairs_ = 0;
};

TEST_F(Halves, agree_on_every_request) {
  hold_against(promises_to(all_origins), asks_of(pages, methods), plain, fetch::spec_profile());
}

TEST_F(Halves, agree_in_every_browser) {
  auto const promises = promises_to({all_origins.front(), all_origins.back()});
  auto const asks = asks_of({pages.front(), pages.back()}, methods);
  for (auto const* const profile : fetch::all_profiles()) {
    hold_against(promises, asks, plain, *profile);
  }
}

TEST_F(Halves, agree_whatever_upstream_says) {
  std::vector<Promise> promises;
  for (auto const& origins : all_origins) {
    for (bool const credentials : {false, true}) {
      for (auto const& exposed : std::vector<Words>{{}, {"x-one"}, {"x-two"}, {"*"}}) {
        for (bool const timing : {false, true}) {
          // With credentials, a wildcard exposes nothing: the policy may not say it.
          if (!credentials || exposed != Words{"*"}) {
            promises.push_back(promise_of(
                origins,
                {.credentials = credentials, .methods = {"PUT"}, .response_headers = exposed, .timing = timing}));
          }
        }
      }
    }
  }
  for (auto const& upstream : upstreams) {
    hold_against(promises, asks_of(pages, {"GET", "PUT", "PATCH"}), upstream, fetch::spec_profile());
  }
}

// What a browser remembers of one answer to a preflight changes nothing for the next request.
TEST_F(Halves, agree_on_what_was_asked_before) {
  std::vector<Promise> promises;
  for (auto const& promise : promises_to({all_origins.front(), all_origins.back()})) {
    auto config = promise.config;
    config.max_age = 600;
    promises.push_back(promise_of({config.origins, promise.pages}, config));
  }
  auto asks = asks_of({pages.front()}, {"GET", "PATCH"},
                      {{}, {{.name = "x-a", .value = "1"}}, {{.name = "authorization", .value = "Bearer x"}}});
  std::erase_if(asks, [](Ask const& ask) { return ask.credentials == CredentialsMode::omit; });
  for (auto const* const profile : fetch::all_profiles()) {
    for (auto const& promise : promises) {
      for (auto const& first : asks) {
        auto const before = run_of(promise, first, *profile, {});
        for (auto const& second : asks) {
          auto const run = run_of(promise, second, *profile, before.cache);
          bool const is_allowed = run.outcome.verdict == fetch::Verdict::allowed;
          if (is_allowed != meant(promise, second, plain).is_allowed) {
            tell(std::string(profile->name) + ", " + words_of(promise, second) + "\n  after " +
                 words_of(promise, first));
          }
          ++(is_allowed ? allowed_ : refused_);
        }
      }
    }
  }
}

// A cache between server and browsers gives one page what it kept of another's request, or of one without an Origin,
// unless the answer says that it varies.
TEST_F(Halves, agree_behind_a_shared_cache) {
  auto askers_before = pages;
  askers_before.emplace_back();
  std::vector<Promise> promises;
  for (auto const& origins : all_origins) {
    for (bool const credentials : {false, true}) {
      promises.push_back(promise_of(origins, {.credentials = credentials}));
    }
  }
  for (auto const& promise : promises) {
    for (auto const& upstream : upstreams) {
      for (auto const& before : askers_before) {
        std::string_view const origin = before;
        auto const kept = answer_by(
            decide(promise.policy, {.method = "GET", .origin = {&origin, origin.empty() ? 0U : 1U}}), upstream);
        if (varies_by_origin(kept)) {
          continue;
        }
        for (auto const& ask : asks_of(pages, {"GET"}, {{}})) {
          fetch::Run run;
          fetch::fetch(request_of(ask), environment_of(ask, fetch::spec_profile()), 0, run,
                       [&](fetch::WireRequest const&) { return kept; });
          bool const is_allowed = run.outcome.verdict == fetch::Verdict::allowed;
          if (is_allowed != meant(promise, ask, upstream).is_allowed) {
            tell(words_of(promise, ask) + "\n  with what a cache kept for " + before);
          }
          ++(is_allowed ? allowed_ : refused_);
        }
      }
    }
  }
}

}  // namespace
}  // namespace corsage::exhaustive
