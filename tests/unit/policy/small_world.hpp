#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/policy/config.hpp"
#include "requests.hpp"

#include <rapidcheck.h>

/// Policies and requests of a world so small that they often meet.
namespace corsage::policy::small_world {

inline std::vector<std::string> const origin_patterns = {
    "https://a.test",   "https://b.test",        "https://x.a.test",       "http://localhost:*",
    "https://*.a.test", "https://**.a.test",     "https://a.test:[1-3,9]", "https://*.a.test:[2-8]",
    "https://a.test:2", "capacitor://localhost", "https://**.x.a.test:*"};

inline std::vector<std::string> const origins = {"https://a.test",
                                                 "https://b.test",
                                                 "https://x.a.test",
                                                 "https://y.x.a.test",
                                                 "https://y.x.a.test:3",
                                                 "https://a.test:2",
                                                 "https://a.test:9",
                                                 "https://a.test:4",
                                                 "https://x.a.test:2",
                                                 "http://localhost",
                                                 "http://localhost:5",
                                                 "capacitor://localhost",
                                                 "https://evil.test",
                                                 "null",
                                                 "a.test"};

inline std::vector<std::string> const methods = {"GET", "PUT", "DELETE", "put"};
inline std::vector<std::string> const names = {"authorization", "content-type", "x-a", "x-b"};

inline rc::Gen<std::vector<std::string>> some_of(std::vector<std::string> const& all) {
  return rc::gen::map(rc::gen::container<std::vector<bool>>(all.size(), rc::gen::arbitrary<bool>()),
                      [all](std::vector<bool> const& chosen) {
                        std::vector<std::string> some;
                        for (std::size_t i = 0; i < all.size(); ++i) {
                          if (chosen[i]) {
                            some.push_back(all[i]);
                          }
                        }
                        return some;
                      });
}

inline rc::Gen<std::vector<std::string>> some_or_all(std::vector<std::string> const& all) {
  return rc::gen::weightedOneOf<std::vector<std::string>>(
      {{3, some_of(all)}, {1, rc::gen::just(std::vector<std::string>{"*"})}});
}

/// A few patterns, in any order and perhaps twice; or everybody.
inline rc::Gen<std::vector<std::string>> some_origins() {
  return rc::gen::weightedOneOf<std::vector<std::string>>(
      {{6, rc::gen::nonEmpty(
               rc::gen::resize(4, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(origin_patterns))))},
       {1, rc::gen::just(std::vector<std::string>{"*"})}});
}

/// With credentials `*` exposes nothing, and no policy compiles that says so.
inline Config without_void_wildcard(Config config) {
  if (config.credentials && config.response_headers == std::vector<std::string>{"*"}) {
    config.response_headers.clear();
  }
  return config;
}

/// A policy that compiles.
inline rc::Gen<Config> policy_config() {
  return rc::gen::map(rc::gen::tuple(some_origins(), rc::gen::arbitrary<bool>(), some_or_all({"GET", "PUT", "DELETE"}),
                                     some_or_all(names), some_or_all({"content-type", "etag", "x-request-id"}),
                                     rc::gen::inRange<std::uint64_t>(0, 3), rc::gen::arbitrary<bool>(),
                                     rc::gen::arbitrary<bool>(), rc::gen::element(200, 204)),
                      [](auto const& parts) {
                        auto const& [origin_list, credentials, method_list, name_list, exposed, max_age, full, timing,
                                     status] = parts;
                        return without_void_wildcard({.origins = origin_list,
                                                      .credentials = credentials,
                                                      .methods = method_list,
                                                      .request_headers = name_list,
                                                      .response_headers = exposed,
                                                      .max_age = max_age == 0 ? std::nullopt : std::optional(max_age),
                                                      .preflight_status = status,
                                                      .discloses_full_lists = full,
                                                      .timing = timing,
                                                      .dangerously_allow_any_origin_with_credentials = true});
                      });
}

/// Mostly a policy near the other one, so that few things differ; each of them as often as any.
inline rc::Gen<Config> near(Config const& config) {
  return rc::gen::map(rc::gen::pair(policy_config(), rc::gen::element(0, 1, 2, 3, 4, 5, 6, 7, 8)),
                      [config](auto const& parts) {
                        auto const& [other, choice] = parts;
                        auto changed = config;
                        switch (choice) {
                          case 0: changed.origins = other.origins; break;
                          case 1: changed.methods = other.methods; break;
                          case 2: changed.request_headers = other.request_headers; break;
                          case 3: changed.response_headers = other.response_headers; break;
                          case 4: changed.max_age = other.max_age; break;
                          case 5: changed.discloses_full_lists = other.discloses_full_lists; break;
                          case 6: changed.timing = other.timing; break;
                          case 7: changed.credentials = other.credentials; break;
                          default: return other;
                        }
                        return without_void_wildcard(std::move(changed));
                      });
}

/// Every request of the world.
inline std::vector<TestRequest> const& requests() {
  static std::vector<TestRequest> const all = [] {
    std::vector<TestRequest> made = {no_cors(), no_cors("OPTIONS")};
    for (auto const& origin : origins) {
      made.push_back(actual(origin));
      for (auto const& method : methods) {
        made.push_back(preflight(origin, method));
        for (std::size_t i = 0; i < names.size(); ++i) {
          made.push_back(preflight(origin, method, {names[i]}));
          for (std::size_t j = i + 1; j < names.size(); ++j) {
            made.push_back(preflight(origin, method, {names[i] + "," + names[j]}));
          }
        }
      }
    }
    return made;
  }();
  return all;
}

}  // namespace corsage::policy::small_world
