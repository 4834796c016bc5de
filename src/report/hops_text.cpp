#include "corsage/report/hops_text.hpp"

#include <algorithm>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "hop_sections.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Layer;
using fetch::Verdict;
using trace::Leg;

struct Headline {
  std::string words;
  Sign sign;
  Role role;
};

Headline headline(Hops const& hops) {
  auto const last = outermost(hops);
  if (!last || *last + 1 != hops.layers.size()) {
    return {fmt::format("No answer from {}", hops.layers.back().name), Sign::fail, Role::bad};
  }
  if (auto const from = explain::blocked_from(hops.layers)) {
    return {*from == 0 ? std::string("Blocked in every layer")
                       : fmt::format("Blocked from {} outward", hops.layers[*from].name),
            Sign::fail, Role::bad};
  }
  if (hops.layers.back().verdict != Verdict::allowed) {
    return {"Undetermined, evidence is missing", Sign::warning, Role::warning};
  }
  return has_fault(hops) ? Headline{"Allowed, with faults on the way", Sign::warning, Role::warning}
                         : Headline{"Allowed", Sign::pass, Role::good};
}

/// What hangs on the answer to another request is not certain.
Headline as_sure(Hops const& hops, Headline headline) {
  auto const last = outermost(hops);
  if (!last) {
    return headline;
  }
  auto const& why = hops.hops[*last].why;
  auto const& run = leading(why).diagnosis.run;
  if (error_of_stand_in(why, run)) {
    return {"Undetermined", Sign::warning, Role::warning};
  }
  if (is_estimate(why, run)) {
    headline.words = "Probably " + byte_lowercase(headline.words.substr(0, 1)) + headline.words.substr(1);
    headline.role = Role::warning;
  }
  return headline;
}

void add_fact(TerminalText& text, std::string_view name, std::string value) {
  text.paragraph({{std::move(value)}}, {.first = {{"  "}, {std::string(name), Role::faint}}, .columns = 12});
}

void add_facts(TerminalText& text, Hops const& hops) {
  auto const& why = hops.hops.back().why;
  add_fact(text, "page", std::string(why.environment.origin.serialized()));
  add_fact(text, "mode",
           fmt::format("{}, credentials: {}", to_string(why.request.mode), to_string(why.request.credentials)));
  if (why.certificates == Certificates::not_checked) {
    add_fact(text, "TLS", "certificates are not checked; a browser checks the outermost layer's");
  }
  if (auto const last = outermost(hops)) {
    add_fact(text, "judged by", enumerated(names_where(hops.hops[*last].why, [](Judgement const&) { return true; })));
  }
  if (std::ranges::any_of(hops.layers, &Layer::is_estimated)) {
    add_fact(
        text, "not sent",
        fmt::format("{} may change something, so a GET stood in for it; --send-unsafe sends it, once to each layer",
                    visible(why.request.method)));
  }
}

std::size_t widest(std::vector<std::string> const& texts, std::size_t least) {
  for (auto const& text : texts) {
    least = std::max(least, display_width(text));
  }
  return least;
}

/// A text and spaces up to a column.
std::string filled_up(std::string text, std::size_t columns) {
  return text.append(columns - std::min(columns, display_width(text)), ' ');
}

Span told_leg(TerminalText const& text, Layer const& layer, Leg leg) {
  constexpr std::size_t columns = 9;
  auto const passes = explain::passes(layer, leg);
  auto const* const answer = answer_of(layer, explain::Turn::page, leg);
  auto const sign = !passes ? Sign::note : *passes ? Sign::pass : Sign::fail;
  auto const role = !passes ? Role::faint : *passes ? Role::good : Role::bad;
  auto words = fmt::format("{} {}", text.sign(sign), answer == nullptr ? "none" : fmt::format("{}", answer->status));
  return {"  " + filled_up(std::move(words), leg == Leg::preflight ? columns : 0), role};
}

void add_products(TerminalText& text, Hop const& hop, std::size_t column) {
  std::vector<std::string> products;
  products.reserve(hop.why.fingerprints.size());
  for (auto const& fingerprint : hop.why.fingerprints) {
    products.push_back(fmt::format("{} ({})", fingerprint.product, fingerprint.signal));
  }
  if (!products.empty()) {
    text.paragraph({{enumerated(products), Role::faint}}, {.columns = column});
  }
}

}  // namespace

void add_verdict(TerminalText& text, Hops const& hops) {
  auto const told = as_sure(hops, headline(hops));
  auto const request = text.cut(request_line(hops.hops.back().why), text.look().width * most_lines_of_value);
  text.paragraph({{told.words + ": ", told.role}, {request, Role::strong}},
                 {.first = {{std::string(text.sign(told.sign)) + " ", told.role}}, .columns = 2});
  if (auto const layer = blocking_layer(hops)) {
    auto const& cause = leading(hops.hops[*layer].why).diagnosis.causes.front();
    bool const is_error = cause.leg == Leg::actual && error_of(hops, *layer) != 0;
    auto const answer = is_error ? fmt::format(" answers {}", error_of(hops, *layer)) : std::string();
    text.paragraph({{fmt::format("{}{}: {}.", hops.layers[*layer].name, answer, title_of(cause))}}, {.columns = 2});
  }
  for (auto const& fault : told_findings(hops, true)) {
    text.paragraph({{sentence_of(hops, fault)}}, {.columns = 2});
  }
  text.blank();
  add_facts(text, hops);
}

void add_layers(TerminalText& text, Hops const& hops) {
  constexpr std::size_t longest_name = 20;
  constexpr std::size_t least_address = 32;
  constexpr std::size_t columns_of_answers = 26;  // with the blanks between all columns
  auto const ellipsis = text.sign(Sign::ellipsis);
  std::vector<std::string> names;
  std::vector<std::string> addresses;
  names.reserve(hops.layers.size());
  addresses.reserve(hops.layers.size());
  for (std::size_t i = 0; i < hops.layers.size(); ++i) {
    names.push_back(shortened(hops.layers[i].name, longest_name, ellipsis));
  }
  auto const name_width = widest(names, std::string_view("layer").size());
  auto const longest_address =
      std::max(least_address, text.look().width - std::min(text.look().width, name_width + columns_of_answers));
  for (std::size_t i = 0; i < hops.layers.size(); ++i) {
    addresses.push_back(shortened(visible(shown_address(hops.hops[i])), longest_address, ellipsis));
  }
  auto const address_width = widest(addresses, std::string_view("asked at").size());
  text.heading("The layers, inside out");
  text.line({{filled_up("layer", name_width) + "  " + filled_up("asked at", address_width) + "  preflight  request",
              Role::faint}},
            2);
  for (std::size_t i = 0; i < hops.layers.size(); ++i) {
    auto const& layer = hops.layers[i];
    Spans line{{filled_up(names[i], name_width), Role::strong}, {"  " + filled_up(addresses[i], address_width)}};
    if (auto const* const failed = explain::failure_of(layer)) {
      line.push_back({fmt::format("  {} {}", text.sign(Sign::fail), to_string(failed->failure)), Role::bad});
    } else {
      line.push_back(told_leg(text, layer, Leg::preflight));
      line.push_back(told_leg(text, layer, Leg::actual));
    }
    text.line(line, 2);
    add_products(text, hops.hops[i], name_width + 4);
  }
}

std::string hops_text(Hops const& hops, Look const& look) {
  TerminalText text(look);
  add_verdict(text, hops);
  add_layers(text, hops);
  add_faults(text, hops);
  add_blocking_layer(text, hops);
  add_notes(text, hops);
  auto answer = text.str();
  while (answer.ends_with("\n\n")) {
    answer.pop_back();
  }
  return answer;
}

}  // namespace corsage::report
