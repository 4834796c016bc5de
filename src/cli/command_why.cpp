#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "complain.hpp"
#include "corsage/report/why_json.hpp"
#include "corsage/report/why_text.hpp"
#include "given_headers.hpp"
#include "invocation.hpp"
#include "judging.hpp"
#include "page_network.hpp"
#include "why_options.hpp"
#include "witness.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace corsage::cli {
namespace {

/// Whether a server answered from a network that not every page may reach.
bool has_local_answer(fetch::Journal const& journal) {
  return std::ranges::any_of(journal, [](fetch::Exchange const& exchange) {
    auto const* const answered = exchange.answered();
    return answered != nullptr && (answered->address_space == url::IpAddressSpace::loopback ||
                                   answered->address_space == url::IpAddressSpace::local);
  });
}

ExitStatus tell_why(WhyOptions const& options, Invocation& invocation) {
  auto page = page_of(options.page);
  if (!page) {
    complain(page.error());
    return ExitStatus::usage;
  }
  transport::CurlTransport transport(network_of_judges(options.network));
  if (auto const added = add_cookies(options.network, page->request.url, transport); !added) {
    complain(added.error());
    return ExitStatus::usage;
  }
  auto const given = typed_secrets(options.page.headers, options.network.cookies);
  Progress progress;
  Witness witness(transport, page->request.body ? page->request.body->bytes : std::string(),
                  options.answer.unsafe_methods, progress);
  report::Why why{
      .request = std::move(page->request),
      .environment = std::move(page->environment),
      .judgements = {},
      .is_estimated = [&witness](fetch::WireRequest const& request) { return witness.is_estimated(request); },
      .sends_unsafe_methods = options.answer.unsafe_methods == UnsafeMethods::send,
      .secrets = options.answer.secrets.with(given),
      .reads = options.reads,
      .cookies = options.network.cookies,
      .certificates = options.network.is_insecure ? report::Certificates::not_checked : report::Certificates::checked};
  auto const profiles = judges(options.profile);
  explain::Interests const interests{.reads = options.reads, .reads_cookies = !options.network.cookies.empty()};
  PageNetworks networks(options.network);
  // Only where a local network is asked the page's own matters.
  if (is_of_local_network(why.request.url)) {
    why.environment.address_space = networks.of(why.environment.origin);
  }
  judge(profiles, interests, witness, why);
  auto journal = evidence(report::leading(why).diagnosis);
  bool const is_known = why.environment.address_space != url::IpAddressSpace::unknown;
  if (!is_known && has_local_answer(journal)) {
    // The answers are known, so nothing is sent again.
    why.environment.address_space = networks.of(why.environment.origin);
    judge(profiles, interests, witness, why);
    journal = evidence(report::leading(why).diagnosis);
  }
  progress.clear();
  recognise(journal, options.platform, why);
  invocation.output.write(options.answer.writes_json ? report::why_json(why)
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
