#include "dialogue.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "corsage/base/bytes.hpp"

namespace corsage::test {

std::vector<std::string> Dialogue::ids() const {
  std::vector<std::string> ids;
  std::ranges::transform(verdict.findings, std::back_inserter(ids),
                         [](audit::Finding const& finding) { return std::string(trace::to_string(finding.reason)); });
  return ids;
}

std::vector<std::string> Dialogue::origins(audit::ProbeKind kind) const {
  std::vector<std::string> origins;
  for (auto const& asked : evidence) {
    if (asked.probe.kind == kind) {
      origins.push_back(asked.probe.origin);
    }
  }
  return origins;
}

audit::Finding const& Dialogue::finding(trace::Reason reason) const {
  auto const found = std::ranges::find(verdict.findings, reason, &audit::Finding::reason);
  if (found == verdict.findings.end()) {
    throw std::runtime_error("there is no finding " + std::string(trace::to_string(reason)));
  }
  return *found;
}

Dialogue audited(audit::Target target, Server const& server) {
  audit::Audit audit(std::move(target));
  for (auto numbers = audit.next(); !numbers.empty(); numbers = audit.next()) {
    for (auto const number : numbers) {
      audit.deliver(number, server(audit.evidence()[number].probe.request));
    }
  }
  return {.evidence = audit.evidence(), .verdict = audit.verdict()};
}

audit::Target users() {
  return {.url = *url::Url::parse("https://api.example.com/users"),
          .trusted_origins = {*url::Origin::parse("https://app.example.com")},
          .word = "kqzvxw"};
}

fetch::Answered answer(int status, std::vector<std::string_view> const& lines) {
  fetch::Answered answered;
  answered.response.status = status;
  for (auto const line : lines) {
    auto const colon = line.find(':');
    answered.response.headers.append(line.substr(0, colon), strip(line.substr(colon + 1), " "));
  }
  return answered;
}

std::string origin_of(fetch::WireRequest const& request) {
  auto const value = request.headers.get("origin");
  return value ? std::string(value->view()) : std::string();
}

Server lets_in(std::function<bool(std::string const&)> const& condition) {
  return [condition](fetch::WireRequest const& request) {
    bool const is_missing = request.url.path().find("corsage-") != std::string_view::npos;
    auto answered = answer(is_missing ? 404 : 200, {"vary: Origin"});
    auto const origin = origin_of(request);
    if (!origin.empty() && condition(origin)) {
      auto& headers = answered.response.headers;
      headers.append("access-control-allow-origin", origin);
      headers.append("access-control-allow-credentials", "true");
      if (request.method == "OPTIONS") {
        headers.append("access-control-allow-methods", "PUT, PATCH, DELETE");
        headers.append("access-control-allow-headers", "authorization, content-type");
        headers.append("access-control-max-age", "600");
      }
    }
    return answered;
  };
}

}  // namespace corsage::test
