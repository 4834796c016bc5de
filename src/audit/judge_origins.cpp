#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "case.hpp"
#include "cookies.hpp"
#include "corsage/url/site.hpp"
#include "page.hpp"
#include "promise.hpp"

namespace corsage::audit {
namespace {

using trace::Reason;

constexpr std::size_t most_kinds = 3;

/// A way in that probes of a kind show, unless others that are simpler, or harmless, are let in too.
struct WayIn {
  Reason reason{};
  ProbeKind shown_by{};
  std::array<ProbeKind, most_kinds> unless{};
  std::size_t unless_count = 0;

  constexpr WayIn(Reason given, ProbeKind kind, std::initializer_list<ProbeKind> others = {})
      : reason(given), shown_by(kind), unless_count(others.size()) {
    std::ranges::copy(others, unless.begin());
  }

  std::span<ProbeKind const> excluded_by() const { return std::span(unless).first(unless_count); }
};

using enum ProbeKind;

/// One row a way: to add one, add its row here, its probes, and its finding.
constexpr std::array ways_in{
    WayIn(Reason::origin_prefix_match, prefix),
    WayIn(Reason::origin_prefix_match, below_localhost, {prefix}),
    WayIn(Reason::origin_prefix_match, below_private_ip, {prefix, below_localhost}),
    WayIn(Reason::origin_suffix_match, suffix),
    WayIn(Reason::origin_any_subdomain, subdomain, {suffix}),
    WayIn(Reason::origin_suffix_match, suffix_of_host, {suffix, subdomain}),
    WayIn(Reason::origin_http_downgrade, over_http),
    WayIn(Reason::origin_localhost, localhost),
    WayIn(Reason::origin_third_party_hosting, third_party_hosting),
    WayIn(Reason::origin_private_ip, private_ip, {public_ip}),
    WayIn(Reason::origin_exotic_scheme, exotic_scheme),
    WayIn(Reason::origin_exotic_scheme, any_app, {exotic_scheme}),
    WayIn(Reason::origin_exotic_scheme, app_scheme, {exotic_scheme, any_app}),
    WayIn(Reason::origin_tld_wildcard, other_suffix, {prefix}),
    WayIn(Reason::origin_reverse_substring, truncated, {of_equal_length, prefix, other_suffix}),
    WayIn(Reason::origin_unescaped_dot, unescaped_dot, {letter_for_letter, suffix, prefix}),
    WayIn(Reason::origin_allowlist_mix, allowlist_mix, {suffix, suffix_of_host, subdomain}),
    WayIn(Reason::origin_special_char, special_char, {prefix}),
    WayIn(Reason::origin_special_char, other_special_char, {special_char, prefix}),
    WayIn(Reason::origin_any_port, any_port, {special_char, other_special_char, prefix}),
};

Severity one_less(Severity severity) {
  return severity == Severity::info ? severity : static_cast<Severity>(static_cast<int>(severity) - 1);
}

/// The finding that the probe's origin is let in: as severe as what a browser would let its page do.
Finding& add_way_in(Case& the_case, Reason reason, std::size_t probe, Reach const& reach) {
  auto const& asked = the_case.answers[probe];
  auto const& row = *finding_text(reason);
  Finding finding{.reason = reason,
                  .severity = reach.with_credentials ? row.credentialed : row.plain,
                  .is_credentialed = reach.with_credentials,
                  .access = reach.access,
                  .method = reach.method,
                  .values = {asked.probe.origin},
                  .probe = probe,
                  .senders = asked.probe.senders};
  auto const page = url::Origin::parse(asked.probe.origin);
  if (reach.with_credentials && page) {
    auto const& target = the_case.target;
    auto cookies = cookies_of(the_case.answers.evidence(), target, address_for(target, *page), *page);
    if (cookies.withholds_session) {
      finding.severity = one_less(finding.severity);
      finding.confidence = explain::Confidence::likely;
    }
    finding.cookies_sent = std::move(cookies.sent);
    finding.cookies_withheld = std::move(cookies.withheld);
  }
  // What a page could read of an error is hardly what the resource is for.
  if (status_of(asked) >= first_error_status) {
    finding.severity = Severity::info;
    finding.confidence = explain::Confidence::likely;
  } else if (status_of(asked) >= first_redirect_status) {
    // Of a redirect nothing can be read: what it leads to decides.
    finding.severity = one_less(finding.severity);
    finding.access = Access::none;
    finding.confidence = explain::Confidence::likely;
  }
  the_case.findings.push_back(std::move(finding));
  return the_case.findings.back();
}

/// The one of the probes whose page can do most.
std::pair<std::size_t, Reach> best_of(Case const& the_case, std::vector<std::size_t> const& probes) {
  std::pair<std::size_t, Reach> best{probes.front(), {}};
  for (auto const probe : probes) {
    auto const reach = reach_of_reading(the_case.target, the_case.answers[probe]);
    bool const is_better =
        std::pair(reach.access, reach.with_credentials) > std::pair(best.second.access, best.second.with_credentials);
    if (is_better) {
      best = {probe, reach};
    }
  }
  return best;
}

void add_way_in(Case& the_case, Reason reason, std::vector<std::size_t> const& probes,
                std::optional<std::size_t> control) {
  auto const [probe, reach] = best_of(the_case, probes);
  auto& finding = add_way_in(the_case, reason, probe, reach);
  finding.control = control;
  for (auto const other : probes) {
    if (other != probe) {
      finding.values.push_back(the_case.answers[other].probe.origin);
    }
  }
}

/// A stranger is let in, and so is another: what begins with one name only may be meant.
void judge_strangers(Case& the_case, std::size_t stranger) {
  auto const other = the_case.answers.first(other_stranger, echoes);
  if (!other || is_promised(the_case.target, the_case.answers[stranger])) {
    return;
  }
  bool const is_error = status_of(the_case.answers[stranger]) >= first_error_status;
  auto const reason = is_error ? Reason::origin_reflected_error_only : Reason::origin_reflected;
  add_way_in(the_case, reason, {stranger, *other}, the_case.answers.first(without_origin));
}

/// What of the origins that strangers are refused by is let in, and not meant to be.
std::function<bool(Asked const&)> let_in(Case const& the_case) {
  return [gate = gate_of(the_case.answers), &target = the_case.target](Asked const& asked) {
    return passes(asked, gate) && !is_promised(target, asked);
  };
}

bool is_let_in(Case const& the_case, ProbeKind kind) {
  return the_case.answers.first(kind, let_in(the_case)).has_value();
}

/// A trusted host's name anywhere in an origin: then beginnings and ends are matched too, and are the same mistake.
bool judge_substring(Case& the_case) {
  auto const& answers = the_case.answers;
  auto const inside = answers.all(substring, let_in(the_case));
  // Below the trusted domain a host ends like the trusted one because every subdomain may.
  bool const is_end =
      is_let_in(the_case, suffix) || (is_let_in(the_case, suffix_of_host) && !is_let_in(the_case, subdomain));
  if (inside.empty() || !is_end || !is_let_in(the_case, prefix)) {
    return false;
  }
  add_way_in(the_case, Reason::origin_substring_match, inside, answers.first(stranger));
  return true;
}

/// Whether a page of the user's own machine is trusted, and what else is let in comes of how it is compared.
bool is_of_trusted_localhost(Case const& the_case) {
  auto const is_local = [](url::Origin const& origin) { return url::is_loopback_host(origin.host()); };
  return std::ranges::any_of(the_case.target.trusted_origins, is_local) && is_let_in(the_case, prefix);
}

bool is_of_substrings(Reason reason) {
  return reason == Reason::origin_prefix_match || reason == Reason::origin_suffix_match ||
         reason == Reason::origin_any_subdomain || reason == Reason::origin_unescaped_dot ||
         reason == Reason::origin_reverse_substring;
}

/// Ports of the user's own machine are let in by what lets in localhost.
void leave_out_ports_of_localhost(Case const& the_case, std::vector<std::size_t>& probes) {
  std::erase_if(probes, [&](std::size_t probe) {
    auto const page = url::Origin::parse(the_case.answers[probe].probe.origin);
    return page && url::is_loopback_host(page->host());
  });
}

/// Whether pages of the hosting that a trusted one is a page of are let in: names that end like its own are among them.
bool is_hosting_of_trusted(Case const& the_case) {
  auto const suffix_of = [](std::string_view text) {
    auto const origin = url::Origin::parse(text);
    return origin ? std::string(url::public_suffix(origin->host())) : std::string();
  };
  auto const expected = expected_origins(the_case.target);
  return std::ranges::any_of(the_case.answers.all(third_party_hosting, let_in(the_case)), [&](std::size_t probe) {
    auto const hosting = suffix_of(the_case.answers[probe].probe.origin);
    return std::ranges::any_of(expected,
                               [&](url::Origin const& origin) { return url::public_suffix(origin.host()) == hosting; });
  });
}

/// Whether a stranger can have a page of the probe's origin: a name that can be registered, by the list of public suffixes or
/// as the trusted one was, and that is not below the trusted domain itself.
bool is_of_strangers(Case const& the_case, std::size_t probe) {
  auto const page = url::Origin::parse(the_case.answers[probe].probe.origin);
  if (!page || url::registrable_domain(page->host()).empty()) {
    return false;
  }
  auto const expected = expected_origins(the_case.target);
  auto const is_of_its_site = [&](url::Origin const& origin) { return url::schemelessly_same_site(origin, *page); };
  auto const has_its_suffix = [&](url::Origin const& origin) {
    return url::public_suffix(origin.host()) == url::public_suffix(page->host());
  };
  return std::ranges::none_of(expected, is_of_its_site) &&
         (url::has_listed_suffix(page->host()) || std::ranges::any_of(expected, has_its_suffix));
}

/// Of origins that were made by changing a character some are nobody's, and show the mistake all the same. The others go
/// first; whether there are any.
bool put_strangers_first(Case const& the_case, std::vector<std::size_t>& probes) {
  std::vector<std::size_t> sorted;
  std::vector<std::size_t> nobodys;
  for (auto const probe : probes) {
    (is_of_strangers(the_case, probe) ? sorted : nobodys).push_back(probe);
  }
  bool const has_strangers = !sorted.empty();
  sorted.insert(sorted.end(), nobodys.begin(), nobodys.end());
  probes = std::move(sorted);
  return has_strangers;
}

/// What of a way in the table does not say.
void weigh(Finding& finding, ProbeKind shown_by) {
  if (shown_by == app_scheme) {
    finding.severity = Severity::info;
  } else if (shown_by == suffix_of_host) {
    // Below the trusted domain nobody can register a name: one has to be taken over.
    finding.severity = one_less(finding.severity);
  }
}

void judge_ways_in(Case& the_case) {
  auto const& answers = the_case.answers;
  bool const has_substring = judge_substring(the_case);
  for (auto const& way : ways_in) {
    auto probes = answers.all(way.shown_by, let_in(the_case));
    if (way.shown_by == any_port && is_let_in(the_case, localhost)) {
      leave_out_ports_of_localhost(the_case, probes);
    }
    auto const is_simpler_one_let_in = [&](ProbeKind kind) { return is_let_in(the_case, kind); };
    bool const is_explained = std::ranges::any_of(way.excluded_by(), is_simpler_one_let_in) ||
                              (has_substring && is_of_substrings(way.reason)) ||
                              (way.shown_by == localhost && is_of_trusted_localhost(the_case)) ||
                              (way.reason == Reason::origin_suffix_match && is_hosting_of_trusted(the_case));
    if (!probes.empty() && !is_explained) {
      auto const simpler = way.unless_count == 0 ? std::nullopt : answers.first(way.unless.front());
      auto const control = simpler ? simpler : answers.first(stranger);
      bool const is_of_names = way.shown_by != truncated && way.shown_by != unescaped_dot;
      bool const is_of_use = is_of_names || put_strangers_first(the_case, probes);
      add_way_in(the_case, way.reason, probes, control);
      auto& finding = the_case.findings.back();
      weigh(finding, way.shown_by);
      if (!is_of_use) {
        finding.severity = Severity::info;
        finding.confidence = explain::Confidence::likely;
      }
    }
  }
}

/// A request that may change something is let through to the server for anybody, whose answer nobody but those trusted can
/// read.
void judge_writing(Case& the_case) {
  auto const& answers = the_case.answers;
  auto const asked = answers.first(preflight_of_stranger);
  auto const& refusal = answers[*answers.first(stranger)];
  bool const is_refused = !echoes(refusal) && !names(headers_of(refusal), "*");
  bool const is_error_for_them = status_of(refusal) >= first_error_status && the_case.trusted &&
                                 status_of(answers[*the_case.trusted]) < first_error_status;
  bool const is_answered = asked && answers[*asked].answered() != nullptr;
  bool const is_meant = asked && is_promised(the_case.target, answers[*asked]);
  if (!is_answered || is_meant || !is_refused || !the_case.preflight || !lets_in(answers[*the_case.preflight])) {
    return;
  }
  if (auto const reach = reach_of_writing(the_case.target, answers[*asked]); reach.access == Access::write) {
    auto& finding = add_way_in(the_case, Reason::preflight_permissive, *asked, reach);
    finding.control = answers.first(stranger);
    if (is_error_for_them) {
      // Who is told an error when he reads is hardly let write.
      finding.severity = one_less(finding.severity);
      finding.confidence = explain::Confidence::likely;
    }
  }
}

}  // namespace

void judge_origins(Case& the_case) {
  auto const& answers = the_case.answers;
  if (auto const stranger = stranger_let_in(answers)) {
    judge_strangers(the_case, *stranger);
  }
  // Who lets everybody in lets null in too, and needs no other way; but some let everybody in without credentials, and
  // some with them.
  if (auto const null = answers.all(null_origin, let_in(the_case)); !null.empty()) {
    add_way_in(the_case, Reason::null_origin, null, answers.first(stranger));
  }
  judge_ways_in(the_case);
  judge_writing(the_case);
}

}  // namespace corsage::audit
