#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "asked_layer.hpp"
#include "commands.hpp"
#include "complain.hpp"
#include "corsage/report/hops_json.hpp"
#include "given_headers.hpp"
#include "invocation.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

using AskedLayers = std::vector<std::unique_ptr<AskedLayer>>;

std::string random_name() {
  std::random_device source;
  return fmt::format("{:08x}", source());
}

/// The page of an origin that no server has heard of, which asks the same. The name is reserved: it is nobody's.
/// https://www.rfc-editor.org/rfc/rfc6761#section-6.5
Page stranger_like(Page page) {
  auto const& origin = page.environment.origin;
  auto const address =
      fmt::format("{}://{}.corsage.example", origin.is_opaque() ? "https" : origin.scheme(), random_name());
  if (auto const url = url::Url::parse(address)) {
    page.environment.origin = url::Origin::of(*url);
    page.environment.url = *url;
  }
  return page;
}

/// Asks all, inside out: each comes after the one that it is compared with.
AskedLayers ask_all(HopsQuestion const& question, std::vector<NamedHop> hops, Progress& progress) {
  AskedLayers layers;
  AskedLayer const* inner = nullptr;
  for (auto& hop : hops) {
    auto& layer = *layers.emplace_back(std::make_unique<AskedLayer>(question, std::move(hop), progress));
    layer.ask();
    if (!layer.is_reached()) {
      continue;
    }
    if (auto const turn = inner != nullptr ? explain::turn_in_doubt(inner->seen(), layer.seen()) : std::nullopt) {
      layer.ask_afresh(*turn);
    }
    inner = &layer;
  }
  return layers;
}

/// The platform that the layer is named after, otherwise the one that is recognised.
platforms::Platform const* platform_of(std::string const& name, std::vector<explain::Fingerprint> const& products) {
  auto const* const named = platforms::platform_named(name);
  return named != nullptr ? named : platforms::platform_named(explain::platform_of(products));
}

report::Hops compared(HopsQuestion const& question, AskedLayers const& layers) {
  report::Hops hops{.stranger = std::string(question.stranger.environment.origin.serialized())};
  std::vector<explain::Fingerprint> inner;
  for (auto const& layer : layers) {
    auto const shown = explain::recognise(layer->seen().answers.front());
    report::Hop hop{.address = layer->address(), .why = layer->why()};
    hop.why.fingerprints = explain::own_products(inner, shown);
    hop.why.platform = platform_of(layer->seen().name, hop.why.fingerprints);
    hops.layers.push_back(layer->seen());
    hops.hops.push_back(std::move(hop));
    inner = layer->is_reached() ? shown : inner;
  }
  hops.findings = explain::compare(hops.layers);
  return hops;
}

/// A layer that was not reached never passes for a clean one.
ExitStatus status_of(report::Hops const& hops, AskedLayers const& layers) {
  bool const is_reached = std::ranges::all_of(layers, [](auto const& layer) { return layer->is_reached(); });
  auto const outermost = is_reached ? layers.back()->status() : ExitStatus::unreachable;
  if (outermost == ExitStatus::unreachable) {
    return outermost;
  }
  bool const is_certain = std::ranges::any_of(hops.findings, [](explain::LayerFinding const& finding) {
    return finding.effect != explain::Effect::informs && finding.certain;
  });
  if (is_certain || (outermost == ExitStatus::allowed && report::has_fault(hops))) {
    return ExitStatus::blocked;
  }
  return outermost;
}

ExitStatus tell_hops(HopsOptions options, Invocation& invocation) {
  auto hops = hops_of(options);
  if (hops && options.page.url.empty()) {
    options.page.url = hops->back().url.href();
  }
  auto page = page_of(options.page);
  for (auto const* const mistakes : {hops ? nullptr : &hops.error(), page ? nullptr : &page.error()}) {
    if (mistakes != nullptr) {
      complain(*mistakes);
    }
  }
  if (!hops || !page) {
    return ExitStatus::usage;
  }
  transport::CurlTransport jar({});
  if (auto const added = add_cookies(options.network, page->request.url, jar); !added) {
    complain(added.error());
    return ExitStatus::usage;
  }
  auto const given = typed_secrets(options.page.headers, options.network.cookies);
  options.answer.secrets = options.answer.secrets.with(given);
  HopsQuestion const question{
      .options = options, .page = *page, .stranger = stranger_like(*page), .mark = random_name()};
  Progress progress;
  auto const layers = ask_all(question, *std::move(hops), progress);
  progress.clear();
  auto const answer = compared(question, layers);
  invocation.output.write(options.answer.writes_json
                              ? report::hops_json(answer)
                              : report::hops_text(answer, look_of(STDOUT_FILENO, invocation.color)));
  return status_of(answer, layers);
}

}  // namespace

void add_hops(CLI::App& program, Invocation& invocation) {
  CLI::App& command =
      add_command(program, invocation,
                  {.name = "hops",
                   .description = "Asks each layer of a deployment the same, and tells which one spoils the answer",
                   .examples = "  corsage hops --hop app=http://127.0.0.1:3000 \\\n"
                               "    --hop nginx=http://127.0.0.1:8080 http://127.0.0.1:8080/users \\\n"
                               "    --from http://localhost:5173\n"
                               "  corsage hops --hop app=http://10.0.0.7:3000 --hop nginx=https://10.0.0.5 \\\n"
                               "    --hop cdn=https://api.example.com https://api.example.com/users \\\n"
                               "    --from https://app.example.com -X PUT --credentials include",
                   .notes = "Layers:\n"
                            "  The first --hop is the innermost. Each is asked for the path of URL, or for\n"
                            "  its own where it has one, by the Host of URL. Without URL the outermost\n"
                            "  layer's is asked for. A name such as nginx or haproxy says whose fix to\n"
                            "  write. Each is asked for the page, for a made-up origin, and the page again."});
  auto const options = std::make_shared<HopsOptions>();
  add_hops_options(command, *options);
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return tell_hops(*options, invocation); }; });
}

}  // namespace corsage::cli
