#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "audit_options.hpp"
#include "audit_outputs.hpp"
#include "audit_plan.hpp"
#include "audit_record.hpp"
#include "audit_runner.hpp"
#include "commands.hpp"
#include "complain.hpp"
#include "corsage/report/audit_writers.hpp"
#include "corsage/report/diagnostic_text.hpp"
#include "corsage/report/terminal_text.hpp"
#include "given_headers.hpp"
#include "interruption.hpp"
#include "invocation.hpp"
#include "listed_urls.hpp"
#include "policy_source.hpp"
#include "progress.hpp"
#include "sarif_anchor.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

using Clock = std::chrono::steady_clock;
using OptionTexts = std::vector<std::pair<std::string, std::string>>;

/// RFC 3339, UTC.
std::string now_in_words() {
  auto const now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

/// With their lines; what is in no line of a file, as every command tells it.
void tell(Diagnostics const& mistakes, report::Look const& look, http::Secrets secrets) {
  for (auto const& mistake : mistakes) {
    if (mistake.range.line == 0) {
      complain(Diagnostics{mistake}, secrets);
    } else {
      write_error(report::diagnostic_text({mistake}, look, {}, secrets));
    }
  }
}

/// Everything that the command line names, or nothing where there is a mistake: it was told.
bool take_targets(AuditOptions const& options, ListedUrls& targets, http::Secrets secrets) {
  Diagnostics mistakes;
  auto const take = [&mistakes](Result<void> const& result) {
    if (!result) {
      mistakes.insert(mistakes.end(), result.error().begin(), result.error().end());
    }
  };
  for (auto const& url : options.urls) {
    take(url == "-" ? targets.add_list(url) : targets.add_url(url));
  }
  for (auto const& list : options.lists) {
    take(targets.add_list(list));
  }
  if (options.urls.empty() && options.lists.empty()) {
    mistakes.push_back({.code = DiagnosticCode::option_missing,
                        .value = "what to audit",
                        .expected = "name URLs, or a list of them with --input"});
  }
  complain(mistakes, secrets);
  return mistakes.empty();
}

std::string number_of(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

/// What is done, and how long the rest takes if it goes on like this.
std::string progress_line(audit::Summary const& summary, std::size_t requests, std::optional<std::size_t> left,
                          Clock::duration elapsed) {
  std::size_t findings = 0;
  for (auto const count : summary.findings) {
    findings += count;
  }
  auto line = fmt::format("{}{}, {}, {}", summary.targets,
                          left ? fmt::format(" of {} targets", summary.targets + *left)
                               : std::string(summary.targets == 1 ? " target" : " targets"),
                          number_of(requests, "request", "requests"), number_of(findings, "finding", "findings"));
  if (left && summary.targets > 0) {
    auto const seconds = std::chrono::duration<double>(elapsed).count() * static_cast<double>(*left) /
                         static_cast<double>(summary.targets);
    line += fmt::format(", about {:.0f} s left", seconds);
  }
  return line;
}

/// "urls.txt, standard input": what URLs were read from.
std::string lists_in_words(AuditOptions const& options) {
  auto names = options.lists;
  std::ranges::copy_if(options.urls, std::back_inserter(names), [](std::string const& url) { return url == "-"; });
  std::ranges::replace(names, "-", "standard input");
  return report::visible(fmt::format("{}", fmt::join(names, ", ")));
}

/// What the run came to, where nobody reads it as text.
void tell_missed(audit::Summary const& summary) {
  for (auto const& missed : summary.missed) {
    complain(fmt::format("not audited, or not wholly: {}: {}", missed.url, missed.why));
  }
  if (summary.missed_in_all > summary.missed.size()) {
    complain(fmt::format("and {} more", summary.missed_in_all - summary.missed.size()));
  }
}

/// The first that holds, for one target as for a list: what could not be read or written, findings, nobody answered, some
/// could not be audited.
ExitStatus status_of(AuditOptions const& options, AuditRecord const& record, AuditRunner const& runner,
                     bool has_mistakes) {
  if (has_mistakes) {
    return ExitStatus::usage;
  }
  if (record.has_failed()) {
    return ExitStatus::blocked;
  }
  if (!record.is_any_reached() && !runner.is_interrupted()) {
    return ExitStatus::unreachable;
  }
  bool const is_incomplete = record.summary().missed_in_all > 0 || runner.is_interrupted();
  return is_incomplete && !options.allows_incomplete ? ExitStatus::undetermined : ExitStatus::allowed;
}

ExitStatus run_audits(AuditOptions const& options, AuditPlan& plan, ListedUrls& targets, Diagnostics& unread,
                      AuditStanding& standing, AuditOutputs& outputs, audit::Run const& run,
                      Interruption& interruption) {
  auto const start = Clock::now();
  Progress progress;
  AuditRecord record(outputs, standing, run);
  auto const spare = [&plan](url::Url const& url) { plan.secrets.spare_origin(url::Origin::of(url).serialized()); };
  AuditRunner::Telling telling{
      .finished =
          [&](OngoingAudit const& audit) {
            progress.clear();
            spare(audit.audit().target().url);
            record.add(audit);
          },
      .left_out =
          [&](ListedUrl const& listed, std::string const& why) {
            spare(listed.url);
            record.leave_out(listed, why);
          },
      .left_unread = [&](std::string const& list, std::string const& why) { record.leave_unread(list, why); }};
  AuditRunner runner(plan, targets, interruption, telling);
  runner.run([&] {
    progress.tell([&] {
      auto const left = targets.left();
      return progress_line(record.summary(), runner.requests(),
                           left ? std::optional(*left + runner.under_way()) : std::nullopt, Clock::now() - start);
    });
    record.leave_out(unread);
    return !outputs.is_unread();
  });
  record.leave_out(unread);
  progress.clear();
  auto& summary = record.summary();
  summary.requests = runner.requests();
  summary.milliseconds =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
  outputs.end(summary);
  if (!outputs.has_text() && !outputs.is_unread()) {
    tell_missed(summary);
  }
  for (auto const& sentence : standing.advice()) {
    complain(sentence);
  }
  if (summary.targets == 0 && !targets.has_mistakes()) {
    complain(fmt::format("there is no URL to audit in {}", lists_in_words(options)));
    return ExitStatus::usage;
  }
  return status_of(options, record, runner, targets.has_mistakes() || outputs.has_failed());
}

/// In UTC.
formats::Date today() {
  std::chrono::year_month_day const date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day()))};
}

ExitStatus audit_all(AuditOptions const& options, OptionTexts const& typed, Invocation& invocation) {
  auto const look = look_of(STDERR_FILENO, invocation.color);
  std::optional<policy::Policy> policy;
  if (!options.policy.empty()) {
    policy = policy_or_complaint(options.policy, invocation.color);
    if (!policy) {
      return ExitStatus::usage;
    }
  }
  auto plan = plan_of(options, policy);
  if (!plan) {
    complain(plan.error());
  }
  // Where the plan has a mistake, what was typed is known.
  auto const given = plan ? plan->secrets : typed_secrets(options.headers, options.network.cookies);
  auto const masked = http::Secrets(http::Secrets::masked).with(given);
  Diagnostics unread;
  ListedUrls targets([&](Diagnostics const& mistakes) {
    tell(mistakes, look, masked);
    unread.insert(unread.end(), mistakes.begin(), mistakes.end());
  });
  auto standing = AuditStanding::read(options.baseline, options.ignore_file, today());
  auto const anchor = sarif_anchor_of(options);
  if (!anchor) {
    complain(anchor.error());
  }
  if (!standing) {
    tell(standing.error(), look, masked);
  }
  bool const has_targets = take_targets(options, targets, masked);
  if (!plan || !anchor || !standing || !has_targets) {
    return ExitStatus::usage;
  }
  Interruption interruption;
  AuditOutputs outputs(invocation.output, invocation.color);
  if (auto const opened = outputs.open(options.outputs); !opened) {
    complain(opened.error());
    return ExitStatus::usage;
  }
  if (!outputs.has_text()) {
    write_error(fmt::format("{}\n", report::audit_permission));
  }
  if (options.unsafe_methods == UnsafeMethods::send && options.method != "GET" && options.method != "HEAD") {
    complain(fmt::format("{} is sent to each URL many times; it may change something there", options.method));
  }
  audit::Run const run{.version = CORSAGE_VERSION,
                       .started = now_in_words(),
                       .options = typed,
                       .fail_on = options.fail_on,
                       .secrets = options.secrets.with(plan->secrets),
                       .anchor = *anchor};
  outputs.listen_to(interruption);
  outputs.begin(run);
  return run_audits(options, *plan, targets, unread, *standing, outputs, run, interruption);
}

}  // namespace

void add_audit(CLI::App& program, Invocation& invocation) {
  CLI::App& command = add_command(
      program, invocation,
      {.name = "audit",
       .description = "Finds what an attacker's page could read or write, and what keeps your own pages out",
       .examples = "  corsage audit https://api.example.com/users \\\n"
                   "    --trusted-origin https://app.example.com\n"
                   "  corsage audit -i urls.txt --policy corsage.toml --rate 10 \\\n"
                   "    --output sarif=audit.sarif --output junit=audit.xml\n"
                   "  corsage audit https://api.example.com/me -b 'sid=${env:SESSION}' --json\n"
                   "  corsage audit -i urls.txt --baseline before.json --fail-on high",
       .notes = "Only for services that you are allowed to test. It sends 10 to 80 requests to\n"
                "each URL, and more for more than one trusted origin: GET and OPTIONS. One\n"
                "of them is to a path below it that is not there, as /users/corsage-x. It\n"
                "follows no redirect, says who it is in User-Agent, and leaves a server alone\n"
                "that answers 429 or 503, for as long as Retry-After says, or longer each time.\n"
                "Files of --output are written anew. Duplicates in a list are known by 64-bit\n"
                "hashes of their URLs.\n\n"
                "The exit status is the first of these that holds, for one URL as for a list:\n"
                "  2  a line is no URL, or a file cannot be read or written; all else is audited\n"
                "  1  something counts that is as bad as --fail-on, or worse\n"
                "  4  no target answered at all\n"
                "  3  a target was not audited, or not wholly (0 with --allow-incomplete)\n"
                "  0  all targets were audited, and nothing of that kind was found"});
  auto const options = std::make_shared<AuditOptions>();
  add_audit_options(command, *options);
  command.callback([&invocation, &command, options] {
    auto const typed = std::make_shared<OptionTexts>(options_as_typed(command, options->secrets));
    invocation.keeps_status = true;
    invocation.run = [&invocation, options, typed] { return audit_all(*options, *typed, invocation); };
  });
}

}  // namespace corsage::cli
