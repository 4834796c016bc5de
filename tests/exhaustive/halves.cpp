#include "exhaustive/halves.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/policy/apply.hpp"

namespace corsage::exhaustive {
namespace {

using fetch::CredentialsMode;
using policy::Decision;
using policy::RequestClass;

constexpr std::string_view own_header = "x-one";

bool has(std::vector<std::string> const& list, std::string_view entry) {
  return std::ranges::find(list, entry) != list.end();
}

bool lists(std::vector<std::string> const& list, std::string_view entry) {
  return has(list, "*") || has(list, entry);
}

/// Says yes to all that a browser asks, so that it goes on to the end.
fetch::Answered yes_to(fetch::WireRequest const& request) {
  fetch::Answered answer;
  answer.response.headers.append("Access-Control-Allow-Origin", request.headers.get("Origin")->view());
  answer.response.headers.append("Access-Control-Allow-Credentials", "true");
  if (auto const method = request.headers.get("Access-Control-Request-Method")) {
    answer.response.headers.append("Access-Control-Allow-Methods", method->view());
  }
  if (auto const names = request.headers.get("Access-Control-Request-Headers")) {
    answer.response.headers.append("Access-Control-Allow-Headers", names->view());
  }
  return answer;
}

/// All of a decision that an answer is made of.
void append_answer(std::string& key, Decision const& decision) {
  key.push_back(decision.answered_by == policy::AnsweredBy::policy ? 'p' : 'u');
  key.push_back(decision.varies_by_origin ? 'v' : '-');
  key.push_back(decision.decides_timing ? 't' : '-');
  key.append(std::to_string(decision.status));
  for (auto const& line : decision.headers.view()) {
    key.append("\n").append(line.name).append(":").append(line.value);
  }
  key.append("\n\n");
}

/// Whether `decide` took the exchanges for what they are.
bool are_classed_right(std::vector<Decision> const& decisions, fetch::Journal const& journal) {
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    bool const is_preflight = journal[i].request.leg == trace::Leg::preflight;
    if (decisions[i].request_class != (is_preflight ? RequestClass::preflight : RequestClass::actual)) {
      return false;
    }
  }
  return true;
}

std::string words_of(Seen const& seen) {
  return std::string(seen.is_allowed ? "allowed" : "refused") + (seen.reads_own_header ? ", reads X-One" : "") +
         (seen.sees_timing ? ", sees timing" : "");
}

std::string words_of(std::vector<std::string> const& list) {
  std::string words;
  for (auto const& entry : list) {
    words.append(words.empty() ? "" : " ").append(entry);
  }
  return "[" + words + "]";
}

}  // namespace

Seen meant(Promise const& promise, Ask const& ask, Upstream const& upstream) {
  auto const& config = promise.config;
  bool const is_simple_method = ask.method == "GET" || ask.method == "HEAD" || ask.method == "POST";
  bool const is_allowed = has(promise.pages, ask.page) &&
                          (config.credentials || ask.credentials != CredentialsMode::include) &&
                          (is_simple_method || lists(config.methods, ask.method)) &&
                          std::ranges::all_of(ask.headers, [&](AuthorHeader const& header) {
                            return !header.needs_leave || lists(config.request_headers, header.name);
                          });
  // Timing is upstream's to show as long as the policy does not decide it.
  return {.is_allowed = is_allowed,
          .reads_own_header = is_allowed && lists(config.response_headers, own_header),
          .sees_timing = is_allowed && (config.timing || upstream.headers.contains("Timing-Allow-Origin"))};
}

fetch::Request request_of(Ask const& ask) {
  fetch::Request request{
      .url = *url::Url::parse("https://api.test/thing"), .method = ask.method, .credentials = ask.credentials};
  for (auto const& header : ask.headers) {
    request.headers.append(header.name, header.value);
  }
  return request;
}

fetch::Environment environment_of(Ask const& ask, fetch::Profile const& profile) {
  return {.origin = *url::Origin::parse(ask.page), .profile = &profile};
}

fetch::Answered answer_by(Decision const& decision, Upstream const& upstream) {
  bool const is_by_policy = decision.answered_by == policy::AnsweredBy::policy;
  fetch::Answered answer{.response = {.status = is_by_policy ? decision.status : upstream.status}};
  if (!is_by_policy) {
    answer.response.headers = upstream.headers;
  }
  apply(decision, answer.response.headers);
  return answer;
}

Asker::Asker(Ask ask, Upstream const& upstream, fetch::Profile const& profile)
    : ask_(std::move(ask)),
      upstream_(upstream),
      environment_(environment_of(ask_, profile)),
      request_(request_of(ask_)) {
  fetch::fetch(request_, environment_, 0, learned_, yes_to);
  for (auto const& exchange : learned_.journal) {
    incoming_.emplace_back(exchange.request.method, exchange.request.headers);
  }
}

Asker::Judged Asker::browse(std::vector<Decision> const& decisions) const {
  fetch::Run run;
  std::size_t exchanges = 0;
  fetch::fetch(request_, environment_, 0, run,
               [&](fetch::WireRequest const& request) -> std::optional<std::variant<fetch::Answered, fetch::Failed>> {
                 // What was not decided on gets no answer, and the fetch does not end.
                 bool const is_as_learned =
                     exchanges < decisions.size() && request == learned_.journal[exchanges].request;
                 return is_as_learned ? std::optional(answer_by(decisions[exchanges++], upstream_)) : std::nullopt;
               });
  bool const is_allowed = run.outcome.verdict == fetch::Verdict::allowed;
  return {.seen = {.is_allowed = is_allowed,
                   .reads_own_header = run.outcome.readable.contains(own_header),
                   .sees_timing = is_allowed && run.outcome.timing_allowed},
          .exchanges = exchanges};
}

std::optional<std::string> Asker::difference(Promise const& promise) {
  decisions_.clear();
  key_.clear();
  for (auto const& incoming : incoming_) {
    decisions_.push_back(decide(promise.policy, incoming.view()));
    append_answer(key_, decisions_.back());
  }
  auto known = judged_.find(key_);
  if (known == judged_.end()) {
    known = judged_.emplace(key_, browse(decisions_)).first;
  }
  auto const& [seen, exchanges] = known->second;
  // A decision is about one request, a browser's verdict about a whole fetch: all requests that it came to. And only the
  // browser knows whether credentials are wanted, which the policy promises or not.
  bool const is_promised = std::all_of(decisions_.begin(), decisions_.begin() + static_cast<std::ptrdiff_t>(exchanges),
                                       [](Decision const& decision) { return decision.is_allowed; }) &&
                           (promise.config.credentials || ask_.credentials != CredentialsMode::include);
  last_was_allowed_ = seen.is_allowed;
  auto const expected = meant(promise, ask_, upstream_);
  if (seen == expected && is_promised == seen.is_allowed && are_classed_right(decisions_, learned_.journal)) {
    return std::nullopt;
  }
  return std::string(environment_.profile->name) + ", " + words_of(promise, ask_) + "\n  meant: " + words_of(expected) +
         "\n  decide: " + (is_promised ? "allowed" : "refused") + "\n  fetch: " + words_of(seen) + ", after " +
         std::to_string(exchanges) + " of " + std::to_string(decisions_.size()) + " exchanges; the answers:\n" + key_;
}

std::string words_of(Promise const& promise, Ask const& ask) {
  auto const& config = promise.config;
  auto words = "page " + ask.page + ": " + ask.method + " credentials=" + std::string(to_string(ask.credentials));
  for (auto const& header : ask.headers) {
    words += " [" + header.name + ": " + header.value + "]";
  }
  return words + "\n  policy: origins " + words_of(config.origins) + (config.credentials ? " with credentials" : "") +
         " methods " + words_of(config.methods) + " request headers " + words_of(config.request_headers) +
         " response headers " + words_of(config.response_headers) +
         (config.discloses_full_lists ? " disclosed in full" : "") + (config.timing ? " with timing" : "");
}

}  // namespace corsage::exhaustive
