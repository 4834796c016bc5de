#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/audit/audit.hpp"
#include "corsage/policy/compile.hpp"

/// Whole audits of a server that answers anything.
///
/// An input is text, a line each: the URL, a trusted origin (or an empty line), the method; then the answers, each a line
/// with the status or "!" for none, header lines and an empty line. The answers go round: probe after probe gets the next.
/// In header values {o} stands for the origin that asked.
namespace corsage::audit {
namespace {

void require(bool holds, std::source_location where = std::source_location::current()) {
  if (!holds) {
    std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
  }
}

/// More than all stages together come to.
constexpr std::size_t most_probes = 200;

std::string_view take_line(std::string_view& rest) {
  auto const line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

std::string filled(std::string_view value, std::string_view origin) {
  std::string text(value);
  if (auto const place = text.find("{o}"); place != std::string::npos) {
    text.replace(place, 3, origin);
  }
  return text;
}

std::vector<std::vector<std::string_view>> blocks_of(std::string_view rest) {
  std::vector<std::vector<std::string_view>> blocks;
  while (!rest.empty()) {
    blocks.emplace_back();
    for (auto line = take_line(rest); !line.empty(); line = take_line(rest)) {
      blocks.back().push_back(line);
    }
  }
  return blocks;
}

std::variant<fetch::Answered, fetch::Failed> answer_of(std::vector<std::string_view> const& block,
                                                       std::string_view origin) {
  fetch::Answered answered;
  if (block.empty() || block.front() == "!") {
    return fetch::Failed{};
  }
  std::from_chars(block.front().data(), block.front().data() + block.front().size(), answered.response.status);
  for (std::size_t i = 1; i < block.size(); ++i) {
    auto const colon = std::min(block[i].find(':'), block[i].size());
    answered.response.headers.append(block[i].substr(0, colon),
                                     filled(block[i].substr(std::min(colon + 1, block[i].size())), origin));
  }
  return answered;
}

bool is_sorted_by_severity(std::vector<Finding> const& findings) {
  return std::ranges::is_sorted(findings, std::ranges::greater(), &Finding::severity);
}

void check_findings(Audit const& audit, Verdict const& verdict) {
  auto const& evidence = audit.evidence();
  require(is_sorted_by_severity(verdict.findings));
  require(verdict.is_audited || verdict.findings.empty());
  for (auto const& finding : verdict.findings) {
    require(finding_text(finding.reason) != nullptr);
    require(finding.severity <= finding_text(finding.reason)->credentialed ||
            finding.severity <= finding_text(finding.reason)->plain);
    require(finding.probe < evidence.size() && evidence[finding.probe].answered() != nullptr);
    require(!finding.control || *finding.control < evidence.size());
    // Who is trusted is no stranger.
    bool const is_way_in =
        finding.access != Access::none && finding_text(finding.reason)->category == Category::security;
    for (auto const& origin : audit.target().trusted_origins) {
      bool const is_of_everybody = finding.values == std::vector<std::string>{"*"};
      require(!is_way_in || is_of_everybody ||
              std::ranges::find(finding.values, origin.serialized()) == finding.values.end());
    }
  }
  for (auto const& notice : verdict.notices) {
    require(verdict.is_audited && !notice.values.empty());
    require(words(notice).find('{') == std::string::npos);
  }
  require(!verdict.fix || policy::compile(*verdict.fix).has_value());
}

void run(std::string_view rest) {
  auto const url = url::Url::parse(take_line(rest));
  auto const trusted = url::Origin::parse(take_line(rest));
  Target target;
  target.word = "kqzvxw";
  if (!url || !url->has_http_scheme()) {
    return;
  }
  target.url = *url;
  if (trusted) {
    target.trusted_origins.push_back(*trusted);
  }
  target.method = take_line(rest);
  auto const blocks = blocks_of(rest);
  if (blocks.empty()) {
    return;
  }
  Audit audit(target);
  std::size_t count = 0;
  std::set<std::pair<ProbeKind, std::string>> asked;
  for (auto numbers = audit.next(); !numbers.empty(); numbers = audit.next()) {
    for (auto const number : numbers) {
      auto const& probe = audit.evidence()[number].probe;
      require(asked.insert({probe.kind, probe.origin}).second);
      audit.deliver(number, answer_of(blocks[count++ % blocks.size()], probe.origin));
    }
    require(count <= most_probes);
  }
  require(audit.is_finished());
  check_findings(audit, audit.verdict());
}

}  // namespace
}  // namespace corsage::audit

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const bytes(data, data + size);
  corsage::audit::run(bytes);
  return 0;
}
