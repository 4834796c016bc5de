#pragma once

#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "corsage/fetch/session.hpp"

#include <rapidcheck.h>

/// Random fetches over random servers, for properties that hold whatever a server answers.
namespace corsage::fetch::test {

using Lines = std::vector<std::pair<std::string, std::string>>;

struct ScriptedAnswer {
  int status = 200;
  Lines headers = {};
};

struct Scenario {
  std::string page = {};
  std::string url = {};
  std::string method = {};
  Lines headers = {};
  RequestMode mode = RequestMode::cors;
  CredentialsMode credentials = CredentialsMode::same_origin;
  RedirectMode redirect = RedirectMode::follow;
  bool has_text_body = false;
  bool use_cors_preflight = false;
  Profile const* profile = &spec_profile();
  /// By URL and leg; an address that is not there fails to connect.
  std::map<std::pair<std::string, trace::Leg>, ScriptedAnswer> server = {};

  Request request() const;
  Environment environment() const;
  std::variant<Answered, Failed> answer(WireRequest const& request) const;

  /// The run of `fetch` with this server as the responder.
  Run run() const;
};

/// Any fetch, by any profile, over a server with redirects in all directions.
rc::Gen<Scenario> any_scenario();

/// Everything a run says, in words: equal exactly when the runs are.
std::string words_of(Outcome const& outcome);
std::string words_of(trace::Trace const& trace);
std::string words_of(Journal const& journal);

/// For rapidcheck's reports.
void showValue(Scenario const& scenario, std::ostream& stream);

}  // namespace corsage::fetch::test
