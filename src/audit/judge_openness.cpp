#include <algorithm>

#include "case.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/url/ip_address.hpp"
#include "http_lists.hpp"

namespace corsage::audit {
namespace {

using trace::Reason;
namespace header = http::header;

constexpr std::string_view everybody = "*";
constexpr std::string_view injected = "x-corsage-injected";

bool is_personal(http::HeaderList const& headers) {
  auto const control = directives(headers, "cache-control");
  return headers.contains(header::set_cookie) || control.contains("private") || control.contains("no-store");
}

/// Whether who asks with credentials is told something else. What changes by itself tells nothing.
bool depends_on_credentials(Case const& the_case) {
  auto const& answers = the_case.answers;
  auto const with = answers.first(ProbeKind::without_origin);
  auto const without = answers.first(ProbeKind::without_credentials);
  if (with && without && status_of(answers[*with]) != status_of(answers[*without])) {
    return true;
  }
  auto const again = answers.first(ProbeKind::unchanged);
  bool const is_stable = again && answers[*again].body_digest == answers[*with].body_digest;
  return is_stable && has_other_body_with_credentials(answers);
}

/// Whether credentials are kept out by saying nothing of them, or by saying so.
bool keeps_credentials_out(http::HeaderList const& headers) {
  auto const values = lines_of(headers, header::access_control_allow_credentials);
  return values.empty() || (values.size() == 1 && values.front() == "false");
}

bool is_of_private_network(Asked const& asked) {
  return asked.answered() != nullptr && asked.answered()->address_space == url::IpAddressSpace::local;
}

void judge_wildcard(Case& the_case) {
  auto const& answer = the_case.answers[*the_case.trusted];
  auto const& headers = headers_of(answer);
  bool const is_open = lets_in(answer) && names(headers, everybody) && keeps_credentials_out(headers);
  if (!is_open) {
    return;
  }
  bool const looks_private = is_personal(headers) || depends_on_credentials(the_case) || is_of_private_network(answer);
  auto& finding = add(the_case, {.reason = looks_private ? Reason::wildcard_on_private : Reason::wildcard_origin,
                                 .probe = *the_case.trusted,
                                 .values = {"*"}});
  finding.access = Access::read;
}

void judge_injection(Case& the_case) {
  for (auto const kind :
       {ProbeKind::header_injection, ProbeKind::header_injection_by_return, ProbeKind::header_injection_by_preflight}) {
    auto const has_line = [](Asked const& asked) { return headers_of(asked).contains(injected); };
    if (auto const probe = the_case.answers.first(kind, has_line)) {
      add(the_case, {.reason = Reason::origin_header_injection,
                     .probe = *probe,
                     .control = the_case.answers.first(ProbeKind::stranger),
                     .values = {std::string(injected)}});
      return;
    }
  }
}

void judge_private_network(Case& the_case) {
  auto const is_let_in = [](Asked const& asked) {
    return only_line(headers_of(asked), "access-control-allow-private-network") == "true";
  };
  if (auto const probe = the_case.answers.first(ProbeKind::preflight_into_private_network, is_let_in)) {
    // The leave is for nothing where the origin is not let in besides; whoever is, it may open the network to.
    auto const& answer = the_case.answers[*probe];
    add(the_case, {.reason = Reason::private_network_any_origin,
                   .probe = *probe,
                   .control = the_case.answers.first(ProbeKind::preflight_of_stranger),
                   .confidence = lets_in(answer) ? explain::Confidence::certain : explain::Confidence::likely,
                   .values = {answer.probe.origin}});
  }
}

}  // namespace

void judge_openness(Case& the_case) {
  judge_wildcard(the_case);
  judge_injection(the_case);
  judge_private_network(the_case);
}

}  // namespace corsage::audit
