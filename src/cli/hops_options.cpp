#include "hops_options.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "browser_choice.hpp"
#include "corsage/http/token.hpp"
#include "corsage/url/url_argument.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {
namespace {

Diagnostic mistake(std::string_view typed, std::string expected) {
  return {.code = DiagnosticCode::option_value_invalid,
          .value = std::string(typed),
          .expected = std::move(expected),
          .range = {.source = "--hop"}};
}

Result<NamedHop> hop_of(std::string_view typed) {
  auto const equals = typed.find('=');
  auto const name = typed.substr(0, equals);
  if (equals == std::string_view::npos || !http::is_header_name(name)) {
    return failure(mistake(typed, "a layer is NAME=URL, as in nginx=http://127.0.0.1:8080"));
  }
  auto url = url::parse_url_argument(typed.substr(equals + 1));
  if (!url) {
    auto mistakes = url.error();
    std::ranges::for_each(mistakes, [](Diagnostic& each) { each.range.source = "--hop"; });
    return std::unexpected(std::move(mistakes));
  }
  if (!url->has_http_scheme() || url->includes_credentials()) {
    return failure(mistake(name, "a layer is asked by http or https, without a password in its URL"));
  }
  return NamedHop{.name = std::string(name), .url = *std::move(url)};
}

}  // namespace

void add_hops_options(CLI::App& command, HopsOptions& options) {
  add_page_options(command, options.page);
  command.add_option("--hop", options.hops, "A layer and where it listens, the innermost first; at least two")
      ->type_name("NAME=URL")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  add_choice(command, "--host", options.host,
             {{"public", transport::DetourHost::of_url}, {"own", transport::DetourHost::own}},
             "The Host that layers are asked by: public (that of URL, the default) or own (that of each layer)")
      .type_name("HOST");
  add_browser_choice(command, options.profile,
                     "Who judges: spec (the standard itself), chromium, firefox, webkit, or all (the default)",
                     {{"all", nullptr}});
  add_answer_options(command, options.answer);
  add_network_options(command, options.network);
}

Result<std::vector<NamedHop>> hops_of(HopsOptions const& options) {
  std::vector<NamedHop> hops;
  Diagnostics mistakes;
  for (auto const& typed : options.hops) {
    auto hop = hop_of(typed);
    if (!hop) {
      std::ranges::move(hop.error(), std::back_inserter(mistakes));
    } else if (std::ranges::find(hops, hop->name, &NamedHop::name) != hops.end()) {
      mistakes.push_back(mistake(hop->name, "each layer has a name of its own"));
    } else {
      hops.push_back(*std::move(hop));
    }
  }
  if (mistakes.empty() && hops.size() < 2) {
    mistakes.push_back({.code = DiagnosticCode::option_missing,
                        .value = "--hop",
                        .expected = "name two layers at least, the innermost first, as in --hop "
                                    "app=http://127.0.0.1:3000 --hop nginx=http://127.0.0.1:8080"});
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  return hops;
}

}  // namespace corsage::cli
