#include "plan.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

#include "answers.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/site.hpp"
#include "origins.hpp"
#include "probe_request.hpp"
#include "probes.hpp"
#include "promise.hpp"

namespace corsage::audit {
namespace {

/// What is asked only where something simpler is let in, from which it tells it apart.
struct After {
  ProbeKind kind{};
  ProbeKind simpler{};
};

constexpr std::array afters{
    After{ProbeKind::below_localhost, ProbeKind::localhost},
    After{ProbeKind::below_private_ip, ProbeKind::private_ip},
    After{ProbeKind::public_ip, ProbeKind::private_ip},
    After{ProbeKind::of_equal_length, ProbeKind::truncated},
    After{ProbeKind::letter_for_letter, ProbeKind::unescaped_dot},
};

/// The trusted origins that others are made after: one that is let in goes before those that are not.
std::vector<url::Origin> bases_of(Answers const& answers, std::vector<url::Origin> const& expected) {
  std::vector<url::Origin> bases;
  auto const best = trusted_answer(answers);
  for (bool const is_best : {true, false}) {
    for (auto const& origin : expected) {
      bool const is_it = best && origin.serialized() == answers[*best].probe.origin;
      if (is_it == is_best && bases.size() < most_bases) {
        bases.push_back(origin);
      }
    }
  }
  return bases;
}

/// Whether pages of the origin come over TLS through a network: only those have anything to lose to plain http.
bool is_protected_on_its_way(url::Origin const& origin) {
  return origin.scheme() == "https" && !url::is_loopback_host(origin.host());
}

/// Whether probes of the kind differ in nothing but their origins: then the same origin tells the same.
bool is_of_origins(ProbeKind kind) {
  auto const stage = text(kind).stage;
  return stage != Stage::control && stage != Stage::again && stage != Stage::cors;
}

/// Plans from the first stage to the last, as far as the answers go.
class Planner {
 public:
  Planner(Target const& target, Evidence const& evidence)
      : target_(target),
        evidence_(evidence),
        answers_(evidence),
        gate_(gate_of(answers_)),
        expected_(expected_origins(target)),
        bases_(bases_of(answers_, expected_)) {}

  std::vector<Probe> run();

 private:
  /// Adds what of the stage was not asked yet, and can still tell something.
  void add_stage(Stage stage);

  void add_controls();
  void add_again();
  void add_ways_in(bool is_spoken_of, bool is_trusted_named);
  void add_special();
  void add_all(ProbeKind kind);
  void add_all_of_each(ProbeKind kind);
  void add_other_stranger();
  void add(ProbeKind kind, std::string origin, Senders senders = {});

  bool has_sense(ProbeKind kind) const;
  bool is_let_in(ProbeKind kind) const;
  bool is_open_question(ProbeKind kind) const;
  bool is_asked(ProbeKind kind, std::string_view origin) const;
  bool has_failed_control() const;
  bool is_wildcard_for_all() const;
  url::Origin const& base() const { return bases_.front(); }

  Target const& target_;
  Evidence const& evidence_;
  Answers const answers_;
  Gate const gate_;
  std::vector<url::Origin> const expected_;
  std::vector<url::Origin> const bases_;
  std::vector<Probe> wanted_;
};

bool Planner::is_asked(ProbeKind kind, std::string_view origin) const {
  auto const is_it = [&](Probe const& probe) {
    return probe.origin == origin && (probe.kind == kind || (is_of_origins(probe.kind) && is_of_origins(kind)));
  };
  return std::ranges::any_of(wanted_, is_it) || std::ranges::any_of(evidence_, is_it, &Asked::probe);
}

void Planner::add(ProbeKind kind, std::string origin, Senders senders) {
  if (!is_asked(kind, origin)) {
    auto request = request_of(target_, kind, origin);
    wanted_.push_back({.kind = kind, .origin = std::move(origin), .senders = senders, .request = std::move(request)});
  }
}

void Planner::add_all(ProbeKind kind) {
  for (auto& made : origins_of(kind, target_, base())) {
    add(kind, std::move(made.origin), made.senders);
  }
}

/// The same after each trusted origin: one may be compared well and another badly. Of characters that only some browsers
/// send, the first alone is asked for: they tell how names are compared, not which are.
void Planner::add_all_of_each(ProbeKind kind) {
  for (auto const& origin : bases_) {
    if (kind == ProbeKind::over_http && !is_protected_on_its_way(origin)) {
      continue;
    }
    bool const is_first = origin == base();
    for (auto& made : origins_of(kind, target_, origin)) {
      // Whatever the answer, such an origin gets no more than it is meant to get.
      if (is_of_origins(kind) && promise_to(target_, made.origin) == Promise::answers_to_credentials) {
        continue;
      }
      if (is_first || text(kind).stage != Stage::special || made.senders == Senders{}) {
        add(kind, std::move(made.origin), made.senders);
      }
    }
  }
}

/// Another stranger, over what the first was let in with.
void Planner::add_other_stranger() {
  auto const stranger = stranger_let_in(answers_);
  bool const is_over_http = stranger && answers_[*stranger].probe.kind == ProbeKind::stranger_over_http;
  std::string_view const scheme = is_over_http ? "http:" : "https:";
  for (auto& made : origins_of(ProbeKind::other_stranger, target_, base())) {
    if (made.origin.starts_with(scheme)) {
      add(ProbeKind::other_stranger, std::move(made.origin), made.senders);
    }
  }
}

void Planner::add_controls() {
  add(ProbeKind::without_origin, "");
  if (has_credentials(target_)) {
    add(ProbeKind::without_credentials, "");
  }
  for (auto const& origin : expected_ | std::views::take(most_trusted)) {
    add(ProbeKind::trusted, std::string(origin.serialized()));
    add(ProbeKind::preflight_of_trusted, std::string(origin.serialized()));
  }
  for (auto const kind :
       {ProbeKind::stranger, ProbeKind::stranger_over_http, ProbeKind::null_origin, ProbeKind::preflight_of_stranger}) {
    add_all(kind);
  }
}

/// Plain http tells of nothing where the resource itself is reached so, and pages of a machine of nothing where it is there.
bool Planner::has_sense(ProbeKind kind) const {
  auto const host_kind = target_.url.host_kind();
  bool const is_address = host_kind == url::HostKind::ipv4 || host_kind == url::HostKind::ipv6;
  if (kind == ProbeKind::over_http) {
    return target_.url.scheme() == "https";
  }
  return kind != ProbeKind::localhost || !(is_address || url::is_loopback_host(target_.url.host()));
}

bool Planner::is_let_in(ProbeKind kind) const {
  auto const is_it = [this](Asked const& asked) { return passes(asked, gate_) && !is_promised(target_, asked); };
  return answers_.first(kind, is_it).has_value();
}

/// Whether the kind's probes can still tell something, where answers to simpler ones decide that.
bool Planner::is_open_question(ProbeKind kind) const {
  if (kind == ProbeKind::below_localhost && !has_sense(ProbeKind::localhost)) {
    return true;
  }
  if (kind == ProbeKind::any_app) {
    auto const is_app = [this](Asked const& asked) {
      return asked.probe.origin.starts_with("capacitor:") && passes(asked, gate_);
    };
    return std::ranges::any_of(evidence_, is_app);
  }
  if (kind == ProbeKind::substring) {
    return is_let_in(ProbeKind::prefix) && (is_let_in(ProbeKind::suffix) || is_let_in(ProbeKind::suffix_of_host));
  }
  auto const* const row = std::ranges::find(afters, kind, &After::kind);
  return row == afters.end() || is_let_in(row->simpler);
}

void Planner::add_stage(Stage stage) {
  for (std::size_t i = 0; i < all_probes().size(); ++i) {
    auto const kind = static_cast<ProbeKind>(i);
    if (all_probes()[i].stage == stage && has_sense(kind) && is_open_question(kind)) {
      add_all_of_each(kind);
    }
  }
}

bool Planner::has_failed_control() const {
  return std::ranges::any_of(
      evidence_, [](Asked const& asked) { return asked.failed() != nullptr && is_indispensable(asked.probe.kind); });
}

/// Whether whoever asks is told `*`, trusted or not: then nobody's name is looked at.
bool Planner::is_wildcard_for_all() const {
  auto const is_told_otherwise = [](Asked const& asked) {
    auto const kind = asked.probe.kind;
    bool const is_asked_for = kind == ProbeKind::trusted || kind == ProbeKind::stranger ||
                              kind == ProbeKind::stranger_over_http || kind == ProbeKind::null_origin;
    return is_asked_for && !names(headers_of(asked), "*");
  };
  return std::ranges::none_of(evidence_, is_told_otherwise);
}

/// What is asked once more, or over again with another name.
void Planner::add_again() {
  auto const trusted = trusted_answer(answers_);
  if (trusted && names(headers_of(answers_[*trusted]), "*") && has_other_body_with_credentials(answers_)) {
    add(ProbeKind::unchanged, "");
  }
  if (stranger_let_in(answers_)) {
    add_other_stranger();
  }
}

/// What needs that a trusted origin's name below another domain is refused.
void Planner::add_special() {
  if (is_let_in(ProbeKind::prefix)) {
    return;
  }
  add_stage(Stage::special);
  if (is_let_in(ProbeKind::special_char) || is_let_in(ProbeKind::any_port)) {
    add_stage(Stage::rest);
  }
}

void Planner::add_ways_in(bool is_spoken_of, bool is_trusted_named) {
  add_stage(Stage::coarse);
  if (is_spoken_of && !is_wildcard_for_all()) {
    add_stage(Stage::broad);
  }
  if (is_trusted_named) {
    add_stage(Stage::fine);
  }
  if (!wanted_.empty()) {
    return;
  }
  add_stage(Stage::after);
  if (is_trusted_named) {
    add_special();
  }
}

std::vector<Probe> Planner::run() {
  // One goes ahead: where nobody answers, the others need not be sent.
  add(ProbeKind::without_origin, "");
  if (wanted_.empty() && !has_failed_control()) {
    add_controls();
  }
  if (!wanted_.empty() || has_failed_control()) {
    return wanted_;
  }
  bool const is_spoken_of = std::ranges::any_of(
      evidence_, [](Asked const& asked) { return is_control(asked.probe.kind) && speaks_of_cors(headers_of(asked)); });
  add_again();
  bool const is_stranger_awaited = !wanted_.empty();
  if (is_spoken_of) {
    add_stage(Stage::cors);
    add(ProbeKind::missing_resource, std::string(base().serialized()));
    add(ProbeKind::header_injection_by_preflight, std::string(base().serialized()));
  }
  auto const is_trusted_in = [this](Asked const& asked) { return passes(asked, gate_); };
  bool const is_trusted_named = answers_.first(ProbeKind::trusted, is_trusted_in).has_value();
  // Where strangers are let in, only credentials can be what they are kept from, and somebody has to get them.
  bool const is_anything_kept =
      gate_ == Gate::name || gate_ == Gate::answer || (gate_ == Gate::credentials && is_trusted_named);
  if (!is_stranger_awaited && is_anything_kept) {
    add_ways_in(is_spoken_of, is_trusted_named);
  }
  return wanted_;
}

}  // namespace

bool is_control(ProbeKind kind) {
  return text(kind).stage == Stage::control;
}

bool is_indispensable(ProbeKind kind) {
  static constexpr std::array those{ProbeKind::without_origin, ProbeKind::without_credentials, ProbeKind::trusted,
                                    ProbeKind::stranger};
  return std::ranges::find(those, kind) != those.end();
}

std::vector<Probe> plan(Target const& target, Evidence const& evidence) {
  return Planner(target, evidence).run();
}

}  // namespace corsage::audit
