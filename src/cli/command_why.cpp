#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "complain.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/explain/fingerprint.hpp"
#include "corsage/report/why_json.hpp"
#include "corsage/report/why_text.hpp"
#include "invocation.hpp"
#include "page_network.hpp"
#include "why_options.hpp"
#include "witness.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace corsage::cli {
namespace {

/// A body that does not end has a head that can be judged, and its beginning says enough.
constexpr auto longest_body = std::chrono::seconds(2);
constexpr std::size_t most_body_bytes = 1 << 20;

transport::Options network_of_why(NetworkOptions const& options) {
  auto network = transport_options(options);
  network.body_time_out = longest_body;
  network.most_body_bytes = most_body_bytes;
  network.long_bodies = transport::LongBodies::are_cut;
  return network;
}

std::vector<fetch::Profile const*> judges(WhyOptions const& options) {
  if (options.profile != nullptr) {
    return {options.profile};
  }
  auto const all = fetch::all_profiles();
  return {all.begin(), all.end()};
}

/// Every browser's diagnosis of the fetch, from the same answers.
void judge(WhyOptions const& options, Witness& witness, report::Why& why) {
  explain::Interests const interests{.reads = options.reads, .reads_cookies = !options.network.cookies.empty()};
  fetch::Responder const responder = [&witness](fetch::WireRequest const& request) {
    return std::optional(witness.answer(request));
  };
  why.judgements.clear();
  for (auto const* const profile : judges(options)) {
    why.judgements.push_back({.profile = profile, .diagnosis = {}});
  }
  auto const is_standard = [](report::Judgement const& judgement) {
    return judgement.profile == &fetch::spec_profile();
  };
  // What is sent only once is sent as a browser sends it.
  for (bool const is_turn_of_standard : {false, true}) {
    for (auto& judgement : why.judgements) {
      if (is_standard(judgement) == is_turn_of_standard) {
        auto environment = why.environment;
        environment.profile = judgement.profile;
        explain::diagnose(why.request, environment, interests, responder, judgement.diagnosis);
        mark_estimates(witness, judgement.diagnosis);
      }
    }
  }
}

fetch::Journal evidence(explain::Diagnosis const& diagnosis) {
  auto journal = diagnosis.run.journal;
  journal.insert(journal.end(), diagnosis.beyond.begin(), diagnosis.beyond.end());
  return journal;
}

/// Whether a server answered from a network that not every page may reach.
bool has_local_answer(fetch::Journal const& journal) {
  return std::ranges::any_of(journal, [](fetch::Exchange const& exchange) {
    auto const* const answered = exchange.answered();
    return answered != nullptr && (answered->address_space == url::IpAddressSpace::loopback ||
                                   answered->address_space == url::IpAddressSpace::local);
  });
}

bool is_unreached(explain::Diagnosis const& diagnosis) {
  auto const& journal = diagnosis.run.journal;
  return !journal.empty() && journal.back().failed() != nullptr;
}

/// Browsers decide; the standard only where it was asked alone.
ExitStatus status_of(report::Why const& why, Witness const& witness) {
  auto const& run = report::leading(why).diagnosis.run;
  if (is_unreached(report::leading(why).diagnosis)) {
    return ExitStatus::unreachable;
  }
  if (run.outcome.verdict == fetch::Verdict::undetermined || is_estimate(witness, run)) {
    return ExitStatus::undetermined;
  }
  return run.outcome.verdict == fetch::Verdict::blocked ? ExitStatus::blocked : ExitStatus::allowed;
}

ExitStatus tell_why(WhyOptions const& options, Invocation& invocation) {
  auto page = page_of(options.page);
  if (!page) {
    complain(page.error());
    return ExitStatus::usage;
  }
  transport::CurlTransport transport(network_of_why(options.network));
  if (auto const added = add_cookies(options.network, page->request.url, transport); !added) {
    complain(added.error());
    return ExitStatus::usage;
  }
  Progress progress;
  Witness witness(transport, page->request.body ? page->request.body->bytes : std::string(), options.unsafe_methods,
                  progress);
  report::Why why{
      .request = std::move(page->request),
      .environment = std::move(page->environment),
      .judgements = {},
      .is_estimated = [&witness](fetch::WireRequest const& request) { return witness.is_estimated(request); },
      .sends_unsafe_methods = options.unsafe_methods == UnsafeMethods::send,
      .secrets = options.secrets,
      .reads = options.reads,
      .cookies = options.network.cookies,
      .certificates = options.network.is_insecure ? report::Certificates::not_checked : report::Certificates::checked};
  PageNetworks networks(options.network);
  // Only where a local network is asked the page's own matters.
  if (is_of_local_network(why.request.url)) {
    why.environment.address_space = networks.of(why.environment.origin);
  }
  judge(options, witness, why);
  auto journal = evidence(report::leading(why).diagnosis);
  bool const is_known = why.environment.address_space != url::IpAddressSpace::unknown;
  if (!is_known && has_local_answer(journal)) {
    // The answers are known, so nothing is sent again.
    why.environment.address_space = networks.of(why.environment.origin);
    judge(options, witness, why);
    journal = evidence(report::leading(why).diagnosis);
  }
  progress.clear();
  why.fingerprints = explain::recognise(journal);
  why.platform = options.platform != nullptr ? options.platform
                                             : platforms::platform_named(explain::platform_of(why.fingerprints));
  invocation.output.write(options.writes_json ? report::why_json(why)
                                              : report::why_text(why, look_of(STDOUT_FILENO, invocation.color)));
  return status_of(why, witness);
}

}  // namespace

void add_why(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "why",
                   .description = "Tells why a page is blocked: every cause, what consoles say, and the fix, proved",
                   .examples = "  corsage why https://api.example.com/users --from https://app.example.com\n"
                               "  corsage why https://api.example.com/users --from https://app.example.com \\\n"
                               "    -X PUT -H 'content-type: application/json' --credentials include\n"
                               "  corsage why http://localhost:8080/ --from http://localhost:5173 --fix nginx"});
  auto const options = std::make_shared<WhyOptions>();
  add_why_options(command, *options);
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return tell_why(*options, invocation); }; });
}

}  // namespace corsage::cli
