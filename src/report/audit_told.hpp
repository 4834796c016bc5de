#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/formats/audit_fix.hpp"
#include "corsage/report/terminal_text.hpp"

/// What an audit came to in words, the same for terminals, Markdown and HTML: secrets masked, cut to what can be read, and
/// without anything that a terminal obeys. Not escaped for Markdown or HTML.
namespace corsage::report {

/// A finding, as it is told.
struct ToldFinding {
  audit::Severity severity{};
  std::string id;                          ///< with the variant: "acao-invalid (trailing-slash)"
  std::string_view title;                  ///< of the reason
  Spans meaning;                           ///< what a page could do, or what hurts; values are code
  std::vector<std::string> sent = {};      ///< lines of the request that matter
  std::vector<std::string> received = {};  ///< and of the answer
  std::string control = {};                ///< the exchange beside it, in one line; empty where there is none
  std::string_view precondition = {};      ///< in `backticks` what is literal; empty for breakage
  std::string weaknesses = {};             ///< "CWE-942, CWE-346"; empty for breakage
  std::string remedy = {};                 ///< a sentence or two; in `backticks` what is literal
  std::string curl = {};                   ///< the command that shows it again
};

/// How a policy mends a target.
struct ToldFix {
  std::string_view platform;            ///< what the lines are for: "nginx"
  std::string recognised = {};          ///< what gave the product away; empty where nothing did
  std::vector<std::string> notes = {};  ///< what somebody has to know who copies the lines
  std::string lines = {};
};

/// A target and its findings.
struct ToldTarget {
  std::string url;
  std::string method;
  std::string place = {};  ///< "urls.txt:12"; empty: of the command line
  std::size_t requests = 0;
  std::size_t unanswered = 0;                 ///< of them
  std::vector<ToldFinding> findings = {};     ///< those that count, the worst first
  std::vector<std::string> passed_over = {};  ///< those that do not, each with why, in a line
  std::vector<std::string> notices = {};      ///< what has to be known besides, a sentence each
  bool is_known = true;                       ///< false where the resource answered with nothing but errors
  std::optional<ToldFix> fix = std::nullopt;
  bool is_fix_unknown = false;  ///< nobody said whom to let in, so that there is no policy to write
};

ToldTarget told(audit::Audited const& audited, http::Secrets secrets);

/// What a page could do by the finding, or what hurts.
Spans meaning_of(audit::Audited const& audited, audit::Finding const& finding, http::Secrets secrets);

/// The lines of the exchange that show the finding.
std::vector<std::string> lines_sent(audit::Asked const& asked, http::Secrets secrets);
std::vector<std::string> lines_received(audit::Asked const& asked, trace::Reason reason, http::Secrets secrets);

/// What was asked of the target beside it, and what came.
std::string control_line(audit::Target const& target, audit::Asked const& asked, http::Secrets secrets);

/// What somebody else wrote, on one line: made visible, and cut where it is longer than anybody reads.
std::string shown_line(std::string_view line);

/// How many of the target's findings have each severity.
std::array<std::size_t, 4> counts_of(ToldTarget const& target);

/// "1 high, 2 low": the severities that are there.
std::string counted(std::array<std::size_t, 4> const& findings);

/// What was found in all. Where no target was audited, that is no good news.
std::string outcome_of(audit::Summary const& summary);

/// "13 requests", or how many of them were answered, where not all were.
std::string requests_of(ToldTarget const& target);

/// Of a target without findings that count, and how sure that is: what was not answered is no proof that all is well.
std::string nothing_found(ToldTarget const& target);

/// The worse the higher: 0 where nothing was found, 1 where something was not answered.
std::size_t rank_of(ToldTarget const& target);

/// "34 requests in 1.2 s": what a run took.
std::string effort_of(audit::Summary const& summary);

/// "3 targets audited, 1 not": how far a run came.
std::string reach_of(audit::Summary const& summary);

/// What is to be said once where a target's fix is not known. In `backticks` what is literal.
inline constexpr std::string_view how_to_get_a_fix =
    "With `--trusted-origin ORIGIN`, for each origin whose pages are meant to be let in, the fix is written out.";

/// "2 findings of the baseline and 1 that is ignored are left out."; empty where none is.
std::string left_out_of(audit::Summary const& summary);

}  // namespace corsage::report
