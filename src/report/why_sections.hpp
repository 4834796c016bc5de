#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advice.hpp"
#include "corsage/explain/console.hpp"
#include "corsage/report/enumerated.hpp"
#include "corsage/report/terminal_text.hpp"
#include "corsage/report/why_text.hpp"
#include "written_fix.hpp"

/// The parts of the answer to "why?", in the order in which they are read.
namespace corsage::report {

/// More of one value than this many lines says no more; `--json` has all of it.
constexpr std::size_t most_lines_of_value = 3;

/// A console's line is a whole sentence around its values.
constexpr std::size_t most_lines_of_message = 9;

/// What one or more judgements say in common.
struct Shared {
  explain::Cause cause;
  std::vector<std::string> names = {};   ///< of the browsers that say so
  Judgement const* judgement = nullptr;  ///< the first of them
};

void add_verdict(TerminalText& text, Why const& why);
void add_timeline(TerminalText& text, Why const& why);
void add_view_of_the_page(TerminalText& text, Why const& why);
void add_consoles(TerminalText& text, Why const& why);
void add_causes(TerminalText& text, Why const& why);
void add_fix(TerminalText& text, Why const& why);

/// What is known of this one, or what the table of reasons says of all its kind.
Advice advice_on(Why const& why, Shared const& shared);

/// What to do about each of these that is wanted, once.
void add_advice(TerminalText& text, Why const& why, std::vector<Shared> const& list,
                std::function<bool(trace::Reason)> const& is_wanted);

/// Who gets in by the fix besides the page, and who loses access.
std::vector<Advice> told_of_access(WrittenFix const& fix, http::Secrets secrets, Shorten const& shorten);

/// What somebody has to know who copies the fix.
void add_warnings(TerminalText& text, Why const& why, WrittenFix const& fix);

/// Whether a redirect dropped the request's body.
bool has_lost_body(Why const& why, explain::Diagnosis const& diagnosis);

/// Where a redirect dropped the request's body: no header brings it back.
void add_lost_body(TerminalText& text, Why const& why, explain::Diagnosis const& diagnosis);

/// What the browser says of the judgement that is its own, secrets masked as the answer wants them.
explain::ConsoleMessages messages_of(Why const& why, explain::Browser browser, Judgement const& judgement);

/// The name people know a profile by: "Chrome"; "the standard".
std::string_view name_of(fetch::Profile const& profile);

/// "PUT https://api.example.com/users", the URL without its password.
std::string request_line(Why const& why);

/// Whether both end alike and for the same causes.
bool tells_same(Judgement const& left, Judgement const& right);

/// "1 byte", "2 bytes".
std::string counted(std::size_t count, std::string_view noun);

/// The text in so many columns at most; what does not fit is left out, and `ellipsis` stands for it.
std::string shortened(std::string text, std::size_t columns, std::string_view ellipsis);

/// The causes of all judgements, those that are the same together, in the leading judgement's order.
std::vector<Shared> shared_causes(Why const& why);

/// The findings, likewise.
std::vector<Shared> shared_findings(Why const& why);

/// The names of the judgements that meet the condition: browsers first, the standard last.
std::vector<std::string> names_where(Why const& why, std::function<bool(Judgement const&)> const& condition);

/// The names of the judgements that end so.
std::vector<std::string> names_with(Why const& why, fetch::Verdict verdict);

/// Whether the run hangs on an answer to another request than its own.
bool is_estimate(Why const& why, fetch::Run const& run);

/// The error that the GET got which stood in for the run's last request: what the request itself would get is not known.
/// Nothing where none stood in, or it was answered as any request of that URL may be.
std::optional<int> error_of_stand_in(Why const& why, fetch::Run const& run);

/// Whether the reason is that no answer came.
bool is_of_network(trace::Reason reason);

/// Whether fetch() leaves this method as it is, though the same one in upper case is meant.
bool is_patch_in_lower_case(std::string_view method);

/// Whether the cause is that an answer does not name the origin `null`, which no answer should.
bool needs_null(explain::Cause const& cause);

/// The title of a cause in the timeline and the list: the reason's, or a nearer one.
std::string title_of(explain::Cause const& cause);

}  // namespace corsage::report
