#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "corsage/policy/apply.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"

/// A line each: the method first, then header lines "name:value" of the request, and after an empty line of the answer.
namespace corsage::policy {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

struct Exchange {
  std::string_view method;
  http::HeaderList request = {};
  http::HeaderList answer = {};
};

std::string_view take_line(std::string_view& input) {
  auto const end = std::min(input.find('\n'), input.size());
  auto const line = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

Exchange read(std::string_view input) {
  Exchange exchange{.method = take_line(input)};
  auto* headers = &exchange.request;
  while (!input.empty()) {
    auto const line = take_line(input);
    auto const colon = line.find(':');
    if (colon == std::string_view::npos) {
      headers = &exchange.answer;
    } else {
      headers->append(line.substr(0, colon), line.substr(colon + 1));
    }
  }
  return exchange;
}

/// From narrow to wide: what one allows, the next ones allow too.
std::array<Policy, 3> policies(bool credentials) {
  Config narrow{.origins = {"https://a.test", "https://*.b.test:*", "null"},
                .credentials = credentials,
                .methods = {"PUT"},
                .request_headers = {"x-a", "content-type"},
                .response_headers = {"etag"},
                .max_age = 5,
                .timing = true,
                .dangerously_allow_null_origin = true,
                .dangerously_allow_any_origin_with_credentials = true};
  auto wider = narrow;
  wider.origins.emplace_back("https://**.b.test:*");
  wider.methods.emplace_back("PATCH");
  wider.request_headers.emplace_back("authorization");
  auto widest = narrow;
  widest.origins = {"*"};
  widest.methods = widest.request_headers = {"*"};
  return {compile(narrow).value(), compile(wider).value(), compile(widest).value()};
}

bool is_one_visible_line(std::string_view value) {
  return std::ranges::all_of(value, [](char byte) { return (byte >= ' ' && byte <= '~') || byte == '\t'; });
}

void check_decision(Decision const& decision, Incoming const& incoming) {
  bool const is_cors = !incoming.origin.empty();
  require((decision.request_class == RequestClass::not_cors) == !is_cors);
  require((decision.answered_by == AnsweredBy::policy) == (decision.request_class == RequestClass::preflight));
  require((decision.status != 0) == (decision.request_class == RequestClass::preflight));
  bool const is_block = trace::text(decision.reason).severity == trace::Severity::block;
  require(is_block == !decision.is_allowed);
  require(decision.is_allowed || decision.headers.view().empty());
  // Nothing that is sent back can break a line.
  for (auto const& line : decision.headers.view()) {
    require(is_one_visible_line(line.value));
  }
}

void check_answer(Decision const& decision, http::HeaderList answer) {
  apply(decision, answer);
  require(answer.count("access-control-allow-origin") <= 1 &&
          answer.count("vary") <= (decision.varies_by_origin ? 1U : answer.size()));
  auto const once = answer;
  for (auto const& line : apply(decision, answer)) {
    require(!line.differs || once.count(line.name) > 1);
  }
  require(answer.size() == once.size());
}

}  // namespace
}  // namespace corsage::policy

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace corsage::policy;
  static std::array const all{policies(false), policies(true)};
  auto const exchange = read({reinterpret_cast<char const*>(data), size});
  FoundIncoming const found(exchange.method, exchange.request);
  for (auto const& from_narrow_to_wide : all) {
    bool was_allowed = false;
    for (auto const& policy : from_narrow_to_wide) {
      auto const decision = decide(policy, found.view());
      check_decision(decision, found.view());
      check_answer(decision, exchange.answer);
      require(decision.is_allowed || !was_allowed);
      was_allowed = decision.is_allowed;
    }
  }
  return 0;
}
