#include "lab_audit.hpp"

namespace corsage::test {
namespace {

SeenRequest seen(fetch::WireRequest const& request) {
  SeenRequest seen{
      .method = request.method, .target = std::string(request.url.path_and_query()), .headers = {}, .body = {}};
  for (auto const line : request.headers) {
    seen.headers.emplace_back(line.name, line.value);
  }
  return seen;
}

fetch::Answered answered(Rule const& rule, url::Url const& url) {
  fetch::Answered answered{
      .response = {}, .address_space = url::address_space_of_ip(url.host()).value_or(url::IpAddressSpace::public_)};
  answered.response.status = rule.status;
  for (auto const& [name, value] : rule.headers) {
    answered.response.headers.append(name, value);
  }
  answered.response.body = rule.body;
  return answered;
}

audit::Target target_of(LabRow const& row) {
  audit::Target target{.url = url::Url::parse(row.url).value(),
                       .method = row.method,
                       .needs_preflight_method = row.preflight_method.has_value(),
                       .word = "kqzvxw"};
  for (auto const& origin : row.trusted_origins) {
    target.trusted_origins.push_back(url::Origin::parse(origin).value());
  }
  for (auto const& [name, value] : row.headers) {
    target.headers.append(name, value);
  }
  target.preflight_method = row.preflight_method.value_or(target.preflight_method);
  return target;
}

}  // namespace

Dialogue audited(LabRow const& row) {
  return audited(target_of(row), [&](fetch::WireRequest const& request) {
    return answered(answer_of(row.server, seen(request)), request.url);
  });
}

std::vector<LabRow> lab() {
  return read_lab(CORSAGE_TEST_DATA "/audit-lab.jsonl");
}

std::vector<LabRow> held_out_lab() {
  return read_lab(CORSAGE_TEST_DATA "/audit-lab-held-out.jsonl");
}

}  // namespace corsage::test
