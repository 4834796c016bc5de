#include "corsage/policy/diff.hpp"

#include <algorithm>
#include <utility>

#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/safelisted_header.hpp"
#include "diff_origins.hpp"
#include "policy_contents.hpp"

namespace corsage::policy {
namespace {

using Contents = Policy::Contents;
using Names = std::vector<std::string>;

bool has_wildcard(Names const& names) {
  return std::ranges::find(names, "*") != names.end();
}

/// The names of `wide` that `narrow` does not mean. Methods that need no leave are always meant.
Names names_beyond(Names const& wide, Names const& narrow) {
  Names beyond;
  if (!has_wildcard(narrow)) {
    std::ranges::copy_if(wide, std::back_inserter(beyond),
                         [&narrow](std::string const& name) { return !std::ranges::binary_search(narrow, name); });
  }
  return beyond;
}

Names without_safelisted(Names names) {
  std::erase_if(names, [](std::string const& name) { return http::is_cors_safelisted_method(name); });
  return names;
}

Names without_always_readable(Names names) {
  std::erase_if(names, [](std::string const& name) { return http::is_cors_safelisted_response_header_name(name); });
  return names;
}

/// A name that neither list has.
std::string unheard_of(std::string name, Names const& before, Names const& after) {
  while (std::ranges::find(before, name) != before.end() || std::ranges::find(after, name) != after.end()) {
    name += "-" + name.substr(0, 1);
  }
  return name;
}

Witness actual_request(std::string_view origin) {
  return {.method = "GET", .headers = {{"Origin", origin}}};
}

Witness actual_request_with_credentials(std::string_view origin) {
  auto witness = actual_request(origin);
  witness.with_credentials = true;
  return witness;
}

Witness preflight_request(std::string_view origin, std::string_view method, std::string_view header = {}) {
  Witness witness{.method = "OPTIONS", .headers = {{"Origin", origin}, {"Access-Control-Request-Method", method}}};
  if (!header.empty()) {
    witness.headers.append("Access-Control-Request-Headers", header);
  }
  return witness;
}

/// Collects the differences between two policies, aspect by aspect.
class Comparison {
 public:
  Comparison(Contents const& before, Contents const& after)
      : before_(before), after_(after), origins_(before.config, after.config), meant_(origins_.meant_origins()) {}

  std::vector<Difference> take() {
    compare_origins();
    compare_credentials();
    compare_methods();
    compare_request_headers();
    compare_response_headers();
    compare_numbers();
    compare_disclosure();
    compare_timing();
    return std::move(found_);
  }

 private:
  void add(Aspect aspect, Change change, std::string before, std::string after, Witness witness) {
    found_.push_back({.aspect = aspect,
                      .change = change,
                      .before = std::move(before),
                      .after = std::move(after),
                      .witness = std::move(witness)});
  }

  void add_gained(Aspect aspect, std::string what, Witness witness) {
    add(aspect, Change::gained, {}, std::move(what), std::move(witness));
  }

  void add_lost(Aspect aspect, std::string what, Witness witness) {
    add(aspect, Change::lost, std::move(what), {}, std::move(witness));
  }

  void compare_origins() {
    for (auto& [pattern, witness] : origins_.gained()) {
      add_gained(Aspect::origins, std::move(pattern), actual_request(witness));
    }
    for (auto& [pattern, witness] : origins_.lost()) {
      add_lost(Aspect::origins, std::move(pattern), actual_request(witness));
    }
  }

  void compare_credentials() {
    compare_switch(Aspect::credentials, before_.config.credentials, after_.config.credentials,
                   actual_request_with_credentials);
  }

  template <typename MakeWitness>
  void compare_switch(Aspect aspect, bool before, bool after, MakeWitness make_witness) {
    if (before != after) {
      add(aspect, after ? Change::gained : Change::lost, before ? "true" : "false", after ? "true" : "false",
          make_witness(after ? meant_.after : meant_.before));
    }
  }

  template <typename MakeWitness>
  bool compare_names(Aspect aspect, Names const& before, Names const& after, MakeWitness make_witness) {
    auto const gained = names_beyond(after, before);
    auto const lost = names_beyond(before, after);
    for (auto const& name : gained) {
      add_gained(aspect, name, make_witness(meant_.after, name));
    }
    for (auto const& name : lost) {
      add_lost(aspect, name, make_witness(meant_.before, name));
    }
    return !gained.empty() || !lost.empty();
  }

  void compare_methods() {
    auto const& before = before_.config.methods;
    auto const& after = after_.config.methods;
    bool const differ =
        compare_names(Aspect::methods, without_safelisted(before), without_safelisted(after),
                      [&](auto const& origin, auto const& name) {
                        return preflight_request(origin, name == "*" ? unheard_of("UNHEARD-OF", before, after) : name);
                      });
    // Whole lists show also those that need no leave.
    if (!differ && before != after && both_disclose()) {
      add(Aspect::methods, Change::changed, before_.methods_value, after_.methods_value,
          preflight_request(meant_.after, "GET"));
    }
  }

  void compare_request_headers() {
    auto const& before = before_.config.request_headers;
    auto const& after = after_.config.request_headers;
    compare_names(Aspect::request_headers, before, after, [&](auto const& origin, auto const& name) {
      return preflight_request(origin, "GET", name == "*" ? unheard_of("x-unheard-of", before, after) : name);
    });
  }

  void compare_response_headers() {
    auto const& before = before_.config.response_headers;
    auto const& after = after_.config.response_headers;
    bool const differ =
        compare_names(Aspect::response_headers, without_always_readable(before), without_always_readable(after),
                      [](auto const& origin, auto const&) { return actual_request(origin); });
    // What pages read without leave may stand in the header all the same.
    if (!differ && before != after) {
      add(Aspect::response_headers, Change::changed, before_.response_headers_value, after_.response_headers_value,
          actual_request(meant_.after));
    }
  }

  void compare_numbers() {
    if (before_.max_age_value != after_.max_age_value) {
      add(Aspect::max_age, Change::changed, before_.max_age_value, after_.max_age_value,
          preflight_request(meant_.after, "GET"));
    }
    if (before_.config.preflight_status != after_.config.preflight_status) {
      add(Aspect::preflight_status, Change::changed, std::to_string(before_.config.preflight_status),
          std::to_string(after_.config.preflight_status), preflight_request(meant_.after, "GET"));
    }
  }

  bool both_disclose() const { return before_.config.discloses_full_lists && after_.config.discloses_full_lists; }

  /// Whether a whole list says more than what was asked for.
  static bool has_lists_to_show(Contents const& policy) {
    return (policy.methods_listed != Listed::any_by_echo && !policy.methods_value.empty()) ||
           (policy.request_headers_listed != Listed::any_by_echo && !policy.request_headers_value.empty()) ||
           !policy.response_headers_value.empty();
  }

  void compare_disclosure() {
    auto const shows = after_.config.discloses_full_lists;
    if (before_.config.discloses_full_lists != shows && has_lists_to_show(shows ? after_ : before_)) {
      add(Aspect::disclosure, Change::changed, shows ? "requested" : "full", shows ? "full" : "requested",
          preflight_request(meant_.after, "GET"));
    }
  }

  void compare_timing() { compare_switch(Aspect::timing, before_.config.timing, after_.config.timing, actual_request); }

  Contents const& before_;
  Contents const& after_;
  OriginComparison origins_;
  OriginComparison::Meant meant_;  ///< origins to ask from: what was lost was lost to one that was meant before
  std::vector<Difference> found_;
};

}  // namespace

std::string_view to_string(Aspect aspect) {
  switch (aspect) {
    case Aspect::origins: return "origins";
    case Aspect::credentials: return "credentials";
    case Aspect::methods: return "methods";
    case Aspect::request_headers: return "request_headers";
    case Aspect::response_headers: return "response_headers";
    case Aspect::max_age: return "max_age";
    case Aspect::preflight_status: return "preflight_status";
    case Aspect::disclosure: return "disclosure";
    case Aspect::timing: return "timing";
  }
  return "";
}

std::string_view to_string(Change change) {
  switch (change) {
    case Change::gained: return "gained";
    case Change::lost: return "lost";
    case Change::changed: return "changed";
  }
  return "";
}

Effect effect_of(Difference const& difference) {
  if (difference.change == Change::changed) {
    return Effect::answer;
  }
  switch (difference.aspect) {
    case Aspect::response_headers: return Effect::reading;
    case Aspect::timing: return Effect::timing;
    case Aspect::origins:
    case Aspect::credentials:
    case Aspect::methods:
    case Aspect::request_headers: return Effect::verdict;
    case Aspect::max_age:
    case Aspect::preflight_status:
    case Aspect::disclosure: break;
  }
  return Effect::answer;
}

std::vector<Difference> diff(Policy const& before, Policy const& after) {
  return Comparison(before.contents(), after.contents()).take();
}

}  // namespace corsage::policy
