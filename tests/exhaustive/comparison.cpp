#include "exhaustive/comparison.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/fetch/session.hpp"

namespace corsage::exhaustive {
namespace {

http::HeaderList list_of(oracle::Lines const& lines) {
  http::HeaderList list;
  for (auto const& [name, value] : lines) {
    list.append(name, value);
  }
  return list;
}

fetch::Request request_of(oracle::Question const& question) {
  fetch::Request request{.url = *url::Url::parse(question.url),
                         .method = question.method,
                         .headers = list_of(question.headers),
                         .mode = *fetch::request_mode_from(question.mode),
                         .credentials = *fetch::credentials_mode_from(question.credentials),
                         .redirect = *fetch::redirect_mode_from(question.redirect),
                         .use_cors_preflight = question.has_upload_listener};
  if (question.has_text_body) {
    request.body = fetch::Body{.bytes = "text", .type = "text/plain;charset=UTF-8"};
  }
  return request;
}

/// Of the headers on the wire, those the oracle knows of.
std::map<std::string, std::string> told_headers(fetch::WireRequest const& request, oracle::Question const& question) {
  std::map<std::string, std::string> headers;
  auto const take = [&](std::string const& name) {
    if (auto const value = request.headers.get(name)) {
      headers[name] = value->view();
    }
  };
  for (std::string const name :
       {"origin", "access-control-request-method", "access-control-request-headers", "authorization", "content-type"}) {
    take(name);
  }
  for (auto const& line : question.headers) {
    take(byte_lowercase(line.first));
  }
  // The browser's own; the oracle leaves it out, and no page of this world says it.
  if (auto const accept = headers.find("accept"); accept != headers.end() && accept->second == "*/*") {
    headers.erase(accept);
  }
  return headers;
}

oracle::Answer const& answer_at(Script const& script, oracle::Leg leg, std::string const& url) {
  static oracle::Answer const nothing_there{.status = 404};
  auto const page = script.find(url);
  if (page == script.end()) {
    return nothing_there;
  }
  return leg == oracle::Leg::preflight ? page->second.to_preflight : page->second.to_others;
}

oracle::Seen seen_by_corsage(oracle::Question const& question, Script const& script) {
  fetch::Environment const environment{.origin = *url::Origin::parse(question.page)};
  fetch::Run run;
  fetch::fetch(request_of(question), environment, 0, run, [&](fetch::WireRequest const& request) {
    auto const leg = request.leg == trace::Leg::preflight ? oracle::Leg::preflight : oracle::Leg::actual;
    auto const& answer = answer_at(script, leg, std::string(request.url.href()));
    return fetch::Answered{.response = {.status = answer.status, .headers = list_of(answer.headers)}};
  });
  oracle::Seen seen{.allowed = run.outcome.verdict == fetch::Verdict::allowed,
                    .type = std::string(to_string(run.outcome.type)),
                    .status = run.outcome.status,
                    .url = run.outcome.url,
                    .redirected = run.outcome.redirected};
  for (auto const& line : run.outcome.readable) {
    seen.readable.insert(byte_lowercase(line.name));
  }
  for (auto const& exchange : run.journal) {
    seen.sent.push_back({.method = exchange.request.method,
                         .url = std::string(exchange.request.url.href()),
                         .headers = told_headers(exchange.request, question),
                         .with_credentials = exchange.request.include_credentials,
                         .with_body = exchange.request.sends_body});
  }
  return seen;
}

// Words for a difference.

std::string words_of(oracle::Lines const& lines) {
  std::string words;
  for (auto const& [name, value] : lines) {
    words += " [" + name + ": " + value + "]";
  }
  return words;
}

std::string words_of(oracle::Seen const& seen) {
  std::string words = seen.allowed ? "allowed" : "blocked";
  words += " type=" + seen.type + " status=" + std::to_string(seen.status) + " url=" + seen.url +
           (seen.redirected ? " redirected" : "") + " readable=";
  for (auto const& name : seen.readable) {
    words += name + ",";
  }
  for (auto const& sent : seen.sent) {
    words += "\n    " + sent.method + " " + sent.url +
             words_of(oracle::Lines(sent.headers.begin(), sent.headers.end())) +
             (sent.with_credentials ? " with credentials" : "") + (sent.with_body ? " with body" : "");
  }
  return words;
}

std::string words_of(oracle::Question const& question, Script const& script) {
  auto words = "page " + question.page + ": " + question.method + " " + question.url + words_of(question.headers) +
               " mode=" + question.mode + " credentials=" + question.credentials + " redirect=" + question.redirect +
               (question.has_text_body ? " with body" : "") +
               (question.has_upload_listener ? " with upload listener" : "");
  for (auto const& [url, page] : script) {
    words += "\n  at " + url + "\n    preflight: " + std::to_string(page.to_preflight.status) +
             words_of(page.to_preflight.headers) + "\n    others: " + std::to_string(page.to_others.status) +
             words_of(page.to_others.headers);
  }
  return words;
}

}  // namespace

void Comparison::compare(oracle::Question const& question, Script const& script) {
  ++cases_;
  auto const expected =
      oracle::browse(question, [&](oracle::Leg leg, std::string const& url) { return answer_at(script, leg, url); });
  auto const found = seen_by_corsage(question, script);
  if (found == expected) {
    return;
  }
  ++differences_;
  auto words = words_of(question, script) + "\n  the oracle: " + words_of(expected) + "\n  corsage: " + words_of(found);
  if (smallest_.empty() || words.size() < smallest_.size()) {
    smallest_ = std::move(words);
  }
}

}  // namespace corsage::exhaustive
