#include "corsage/formats/audit_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace corsage::formats {

std::string_view to_string(AuditStatus status) {
  constexpr std::array<std::string_view, 3> tokens{"audited", "incomplete", "unreachable"};
  return tokens[static_cast<std::size_t>(status)];
}

AuditStatus status_of(audit::Audited const& audited) {
  bool const is_seen = std::ranges::none_of(audited.verdict.notices, audit::is_of_the_unknown);
  if (audited.verdict.is_audited && audited.verdict.unanswered.empty() && is_seen) {
    return AuditStatus::audited;
  }
  bool const is_reached =
      std::ranges::any_of(audited.evidence, [](audit::Asked const& asked) { return asked.answered() != nullptr; });
  return is_reached ? AuditStatus::incomplete : AuditStatus::unreachable;
}

audit::Asked const* first_unanswered(audit::Audited const& audited) {
  auto const& unanswered = audited.verdict.unanswered;
  return unanswered.empty() ? nullptr : &audited.evidence[unanswered.front()];
}

std::string_view title_of(audit::Finding const& finding) {
  bool const is_sent_again = finding.reason == trace::Reason::acac_invalid_value && finding.values.size() > 1;
  if (!is_sent_again) {
    return trace::text(finding.reason).title;
  }
  return finding.values.size() == 2 ? "Access-Control-Allow-Credentials is sent twice"
                                    : "Access-Control-Allow-Credentials is sent more than twice";
}

std::string sentence_of(audit::Finding const& finding, http::Secrets secrets) {
  constexpr std::size_t most = 3;
  auto const* const text = audit::finding_text(finding.reason);
  std::string sentence(title_of(finding));
  if (finding.is_credentialed && text != nullptr && text->category == audit::Category::security) {
    sentence += ", with credentials";
  }
  std::string_view before = ": ";
  for (std::size_t i = 0; i < std::min(finding.values.size(), most); ++i) {
    sentence.append(before).append(http::shown_text(finding.values[i], secrets));
    before = ", ";
  }
  return finding.values.size() > most ? sentence + fmt::format(" and {} more", finding.values.size() - most) : sentence;
}

std::string command_of_page(audit::Finding const& finding) {
  return fmt::format("corsage explain {}", trace::to_string(finding.reason));
}

std::vector<std::string> weaknesses_of(audit::FindingText const& text) {
  constexpr std::string_view separator = ", ";
  std::vector<std::string> weaknesses;
  for (auto rest = text.cwe; !rest.empty();) {
    auto const end = std::min(rest.find(separator), rest.size());
    weaknesses.push_back(std::string("CWE-").append(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + separator.size(), rest.size()));
  }
  return weaknesses;
}

std::vector<std::string_view> names_of(audit::Senders const& senders) {
  std::vector<std::string_view> names;
  for (auto const& [name, sends] : {std::pair<std::string_view, bool>{"chromium", senders.chromium},
                                    {"firefox", senders.firefox},
                                    {"webkit", senders.webkit}}) {
    if (sends) {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace corsage::formats
