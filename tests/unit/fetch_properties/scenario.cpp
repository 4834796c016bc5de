#include "unit/fetch_properties/scenario.hpp"

#include <sstream>

namespace corsage::fetch::test {
namespace {

using Words = std::vector<std::string>;

http::HeaderList list_of(Lines const& lines) {
  http::HeaderList list;
  for (auto const& [name, value] : lines) {
    list.append(name, value);
  }
  return list;
}

std::string words_of(http::HeaderList const& headers) {
  std::string words;
  for (auto const& line : headers) {
    words.append(" [").append(line.name).append(": ").append(line.value).append("]");
  }
  return words;
}

Words const every_url{"http://app.test/1", "http://app.test/2",   "http://api.test/1",
                      "http://api.test/2", "http://third.test/1", "https://third.test/1"};

rc::Gen<Lines> any_author_headers() {
  return rc::gen::resize(3, rc::gen::container<Lines>(rc::gen::elementOf(Lines{{"x-a", "1"},
                                                                               {"X-B", "2"},
                                                                               {"Authorization", "Bearer x"},
                                                                               {"content-type", "application/json"},
                                                                               {"content-type", "text/plain"},
                                                                               {"accept", "text/*"},
                                                                               {"cookie", "a=b"}})));
}

/// A line of the name, or none, or rarely two.
void add_line(Lines& lines, std::string const& name, Words const& values) {
  for (int i = *rc::gen::weightedElement<int>({{2, 0}, {6, 1}, {1, 2}}); i > 0; --i) {
    lines.emplace_back(name, *rc::gen::elementOf(values));
  }
}

rc::Gen<ScriptedAnswer> any_answer(std::string const& page) {
  return rc::gen::exec([page] {
    ScriptedAnswer answer{
        .status = *rc::gen::weightedElement<int>(
            {{8, 200}, {4, 204}, {1, 304}, {1, 401}, {1, 500}, {2, 301}, {2, 302}, {2, 303}, {3, 307}})};
    add_line(answer.headers, "Access-Control-Allow-Origin", {page, page, page, "*", "null", "http://other.test"});
    add_line(answer.headers, "Access-Control-Allow-Credentials", {"true", "true", "True"});
    add_line(answer.headers, "Access-Control-Allow-Methods", {"*", "PUT, patch", "PUT", "P UT", ""});
    add_line(answer.headers, "Access-Control-Allow-Headers",
             {"*", "x-a, authorization, content-type", "X-B", "x b", ""});
    add_line(answer.headers, "Access-Control-Expose-Headers", {"*", "x-one", "x one"});
    add_line(answer.headers, "Access-Control-Max-Age", {"0", "600", "-1", "abc"});
    add_line(answer.headers, "X-One", {"1"});
    auto locations = every_url;
    locations.insert(locations.end(), {"", "/2", "http://", "data:,x", "http://user@api.test/1"});
    add_line(answer.headers, "Location", locations);
    return answer;
  });
}

}  // namespace

Request Scenario::request() const {
  Request request{.url = *url::Url::parse(url),
                  .method = method,
                  .headers = list_of(headers),
                  .mode = mode,
                  .credentials = credentials,
                  .redirect = redirect,
                  .use_cors_preflight = use_cors_preflight};
  if (has_text_body) {
    request.body = Body{.bytes = "text", .type = "text/plain;charset=UTF-8"};
  }
  return request;
}

Environment Scenario::environment() const {
  return {.origin = *url::Origin::parse(page), .profile = profile};
}

std::variant<Answered, Failed> Scenario::answer(WireRequest const& request) const {
  auto const scripted = server.find({std::string(request.url.href()), request.leg});
  if (scripted == server.end()) {
    return Failed{.failure = NetworkFailure::connection_refused};
  }
  return Answered{.response = {.status = scripted->second.status, .headers = list_of(scripted->second.headers)}};
}

Run Scenario::run() const {
  Run run;
  fetch::fetch(request(), environment(), 0, run, [this](WireRequest const& wire) { return answer(wire); });
  return run;
}

rc::Gen<Scenario> any_scenario() {
  return rc::gen::exec([] {
    Scenario scenario;
    scenario.page = *rc::gen::element<std::string>("http://app.test", "http://app.test", "null");
    scenario.url = *rc::gen::elementOf(every_url);
    scenario.method = *rc::gen::element<std::string>("GET", "POST", "PUT", "patch", "HEAD", "put", "TRACE");
    scenario.headers = *any_author_headers();
    scenario.mode = *rc::gen::weightedElement<RequestMode>(
        {{6, RequestMode::cors}, {1, RequestMode::no_cors}, {1, RequestMode::same_origin}});
    scenario.credentials =
        *rc::gen::element(CredentialsMode::omit, CredentialsMode::same_origin, CredentialsMode::include);
    scenario.redirect = *rc::gen::weightedElement<RedirectMode>(
        {{8, RedirectMode::follow}, {1, RedirectMode::error}, {1, RedirectMode::manual}});
    scenario.has_text_body = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
    scenario.use_cors_preflight = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
    auto const profiles = all_profiles();
    scenario.profile = *rc::gen::elementOf(std::vector<Profile const*>(profiles.begin(), profiles.end()));
    for (auto const& url : every_url) {
      for (auto const leg : {trace::Leg::preflight, trace::Leg::actual}) {
        if (*rc::gen::weightedElement<bool>({{12, true}, {1, false}})) {
          scenario.server[{url, leg}] = *any_answer(scenario.page);
        }
      }
    }
    return scenario;
  });
}

std::string words_of(Outcome const& outcome) {
  std::ostringstream words;
  words << to_string(outcome.verdict) << " type=" << to_string(outcome.type) << " status=" << outcome.status << ' '
        << outcome.status_text << " url=" << outcome.url << " redirected=" << outcome.redirected
        << " readable=" << words_of(outcome.readable) << " body_readable=" << outcome.body_readable
        << " local_body=" << outcome.local_body.value_or("(none)") << " timing_allowed=" << outcome.timing_allowed;
  return words.str();
}

std::string words_of(trace::Trace const& trace) {
  std::ostringstream words;
  for (auto const& event : trace.events()) {
    words << to_string(event.step) << " kind=" << static_cast<int>(event.kind)
          << " reason=" << (event.reason ? to_string(*event.reason) : "(none)") << ' ' << to_string(event.leg) << ' '
          << int{event.hop} << " exchange=" << event.exchange;
    for (auto const& argument : event.arguments) {
      words << ' ' << to_string(argument.name) << '=' << trace.text(argument);
    }
    words << '\n';
  }
  return words.str();
}

std::string words_of(Journal const& journal) {
  std::ostringstream words;
  for (auto const& exchange : journal) {
    auto const& request = exchange.request;
    words << to_string(request.leg) << ' ' << int{request.hop} << ' ' << request.method << ' ' << request.url.href()
          << words_of(request.headers) << " body=" << request.sends_body
          << " credentials=" << request.include_credentials << " at " << exchange.time << " -> ";
    if (auto const* answered = exchange.answered()) {
      words << answered->response.status << words_of(answered->response.headers) << '\n';
    } else {
      words << to_string(exchange.failed()->failure) << '\n';
    }
  }
  return words.str();
}

void showValue(Scenario const& scenario, std::ostream& stream) {
  stream << "as " << scenario.profile->name << ", page " << scenario.page << ": " << scenario.method << ' '
         << scenario.url << words_of(list_of(scenario.headers)) << " mode=" << to_string(scenario.mode)
         << " credentials=" << to_string(scenario.credentials) << " redirect=" << to_string(scenario.redirect)
         << " body=" << scenario.has_text_body << " use_cors_preflight=" << scenario.use_cors_preflight << '\n';
  for (auto const& [address, answer] : scenario.server) {
    stream << "  " << to_string(address.second) << " at " << address.first << " -> " << answer.status
           << words_of(list_of(answer.headers)) << '\n';
  }
}

}  // namespace corsage::fetch::test
