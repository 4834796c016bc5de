#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "browser_choice.hpp"
#include "commands.hpp"
#include "complain.hpp"
#include "corsage/transport/session_driver.hpp"
#include "fetch_service.hpp"
#include "fetch_text.hpp"
#include "given_headers.hpp"
#include "invocation.hpp"
#include "network_options.hpp"
#include "options.hpp"
#include "page_network.hpp"
#include "page_options.hpp"
#include "why_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

struct FetchOptions {
  PageOptions page;
  NetworkOptions network;
  fetch::Profile const* profile = &fetch::spec_profile();
  std::size_t most_body_bytes = std::size_t{64} * 1024 * 1024;
  bool shows_headers = false;
  bool is_service = false;
  http::Secrets secrets = http::Secrets::masked;
  http::GivenSecrets given = {};
  std::string why_line = {};  ///< the command that tells more
};

ExitStatus show(fetch::Session const& session, FetchOptions const& options, StandardOutput& output) {
  auto const& outcome = session.outcome();
  switch (outcome.verdict) {
    case fetch::Verdict::blocked:
      complain(block_line(session, options.secrets));
      complain(fmt::format("every cause and the fix: {}", options.why_line));
      return is_unreached(session) ? ExitStatus::unreachable : ExitStatus::blocked;
    case fetch::Verdict::undetermined: return ExitStatus::undetermined;
    case fetch::Verdict::allowed: break;
  }
  if (options.shows_headers) {
    output.write(readable_head(outcome));
  }
  output.write(readable_body(session).value_or(std::string_view()));
  if (outcome.type == fetch::ResponseType::opaque || outcome.type == fetch::ResponseType::opaqueredirect) {
    complain(fmt::format("the answer is {}: the page sees nothing of it", fetch::to_string(outcome.type)));
  }
  if (auto const failure = transport::body_failure(session); !failure.empty()) {
    complain(fmt::format("the body did not arrive whole: {}", failure));
    return ExitStatus::unreachable;
  }
  return ExitStatus::allowed;
}

/// A body is held whole before any of it is given away.
transport::Options network_of_fetch(FetchOptions const& options) {
  auto network = transport_options(options.network);
  network.most_body_bytes = options.most_body_bytes;
  return network;
}

ExitStatus serve(FetchOptions const& options, StandardOutput& output) {
  transport::CurlTransport transport(network_of_fetch(options));
  PageNetworks networks(options.network);
  return FetchService(transport, *options.profile, options.secrets, networks, output).serve(STDIN_FILENO);
}

ExitStatus fetch_once(FetchOptions const& options, StandardOutput& output) {
  auto page = page_of(options.page);
  if (!page) {
    complain(page.error());
    return ExitStatus::usage;
  }
  page->environment.profile = options.profile;
  PageNetworks(options.network).tell(page->environment);
  transport::CurlTransport transport(network_of_fetch(options));
  if (auto const added = add_cookies(options.network, page->request.url, transport); !added) {
    complain(added.error());
    return ExitStatus::usage;
  }
  fetch::Session session(std::move(page->request), std::move(page->environment), {}, transport::now());
  transport::drive(session, transport);
  return show(session, options, output);
}

}  // namespace

void add_fetch(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "fetch",
                   .description = "Does what a page's fetch() would do, and prints what the page could read",
                   .examples = "  corsage fetch https://api.example.com/users --from https://app.example.com\n"
                               "  corsage fetch https://api.example.com/users --from https://app.example.com \\\n"
                               "    -i -X PUT -H 'content-type: application/json' -d @user.json\n"
                               "  corsage fetch --stdio < requests.jsonl > answers.jsonl"});
  auto const options = std::make_shared<FetchOptions>();
  add_page_options(command, options->page);
  add_browser_choice(command, options->profile,
                     "The browser: spec (the default: the standard itself), chromium, firefox or webkit");
  command.add_flag("-i,--include", options->shows_headers,
                   "Print the status and headers that the page could read, too");
  command.add_flag_callback(
      "--show-secrets", [options] { options->secrets = http::Secrets::shown; },
      "Show cookies, Authorization, passwords and keys where a block is told; otherwise they are masked");
  add_network_options(command, options->network);
  command
      .add_option("--max-filesize", options->most_body_bytes, "The longest body that is taken; 64 MiB when left out")
      ->type_name("BYTES")
      ->check(whole_number(1, std::numeric_limits<int>::max()));
  CLI::Option& service = *command.add_flag("--stdio", options->is_service,
                                           "Be one browser session: a request is a line of JSON on standard input, "
                                           "an answer one on standard output");
  // What these say, each line says for itself.
  for (auto const* const name : {"URL", "--from", "--method", "--header", "--data", "--credentials", "--mode",
                                 "--redirect", "--include", "--cookie"}) {
    service.excludes(command.get_option(name));
  }
  command.callback([&invocation, &command, options] {
    options->given = typed_secrets(options->page.headers, options->network.cookies);
    options->secrets = options->secrets.with(options->given);
    options->why_line = why_line(command, options->secrets);
    invocation.run = [&invocation, options] {
      return options->is_service ? serve(*options, invocation.output) : fetch_once(*options, invocation.output);
    };
  });
}

}  // namespace corsage::cli
