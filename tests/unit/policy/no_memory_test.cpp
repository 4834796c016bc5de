// A program of its own: it counts what the whole program takes from the heap.

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "requests.hpp"

#include <gtest/gtest.h>

namespace {

std::size_t taken = 0;

void* counted(std::size_t size) {
  ++taken;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
    return memory;
  }
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
  return counted(size);
}
void* operator new[](std::size_t size) {
  return counted(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace corsage::policy {
namespace {

std::vector<Config> policies() {
  Config const listed{
      .origins = {"https://a.test", "https://*.b.test:*", "https://**.c.test", "http://localhost:[1-9]"},
      .credentials = true,
      .methods = {"PUT"},
      .request_headers = {"authorization", "content-type"},
      .response_headers = {"etag"},
      .max_age = 600,
      .timing = true};
  auto full = listed;
  full.discloses_full_lists = true;
  return {listed,
          full,
          {.origins = {"*"}, .methods = {"*"}, .request_headers = {"*"}, .response_headers = {"*"}},
          {.origins = {"*"},
           .credentials = true,
           .methods = {"*"},
           .request_headers = {"*"},
           .dangerously_allow_any_origin_with_credentials = true}};
}

std::vector<TestRequest> requests() {
  std::vector<TestRequest> made = {no_cors(), no_cors("OPTIONS")};
  std::vector<std::vector<std::string>> const asked = {{},
                                                       {"authorization,content-type"},
                                                       {"Content-Type", "AUTHORIZATION", "", ","},
                                                       {"x-a"},
                                                       {std::string(1024, ',')},
                                                       {std::string(1 << 20, ' ')},
                                                       {std::string(1 << 20, 'a')},
                                                       std::vector<std::string>(1024),
                                                       std::vector<std::string>(20, "content-type")};
  for (auto const& origin :
       {std::string("https://a.test"), std::string("https://x.b.test:81"), std::string("https://y.x.c.test"),
        std::string("http://localhost:5"), std::string("https://evil.test"), std::string("null"), std::string("x"),
        "https://" + std::string(65536, 'a') + ".c.test"}) {
    made.push_back(actual(origin));
    for (auto const& lines : asked) {
      for (auto const* const method : {"GET", "PUT", "PATCH", "TRACE"}) {
        made.push_back(preflight(origin, method, lines));
      }
    }
  }
  return made;
}

TEST(Counting, SeesWhatIsTaken) {
  auto const before = taken;
  auto const text = std::make_unique<std::string>(100, 'a');
  EXPECT_EQ(taken - before, 2U);
}

TEST(Decide, TakesNoMemory) {
  auto const all = requests();
  for (auto const& config : policies()) {
    auto const policy = compile(config).value();
    auto const candidate = compile({.origins = {"https://a.test"}}).value();
    for (auto const& request : all) {
      auto const before = taken;
      FoundIncoming const incoming(request.method, request.headers);
      auto const shadowed = decide_beside(policy, candidate, incoming.view());
      auto const after = taken;
      EXPECT_EQ(after, before) << trace::to_string(shadowed.live.reason);
    }
  }
}

}  // namespace
}  // namespace corsage::policy
