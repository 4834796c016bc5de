#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/audited.hpp"

/// What every report of an audit says in the same words, programs' and people's.
namespace corsage::formats {

/// How far the audit of a resource came.
enum class AuditStatus : std::uint8_t {
  audited,      ///< every probe was answered, and the resource was seen
  incomplete,   ///< some were, or it was seen with an error or a redirect only
  unreachable,  ///< none was
};

std::string_view to_string(AuditStatus status);

AuditStatus status_of(audit::Audited const& audited);

/// The first probe that nobody answered; null where all were, or where it is not known which was not.
audit::Asked const* first_unanswered(audit::Audited const& audited);

/// What it is: the reason's title, or what says more of this one.
std::string_view title_of(audit::Finding const& finding);

/// What was found, on one line: its title, whether with credentials, and the first values. Secrets as `secrets`
/// says.
std::string sentence_of(audit::Finding const& finding, http::Secrets secrets);

/// The command that tells all about the finding's reason.
std::string command_of_page(audit::Finding const& finding);

/// "CWE-942", ...; none for breakage.
std::vector<std::string> weaknesses_of(audit::FindingText const& text);

/// The names of the browsers.
std::vector<std::string_view> names_of(audit::Senders const& senders);

}  // namespace corsage::formats
