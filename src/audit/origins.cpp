#include "origins.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/url/site.hpp"
#include "probes.hpp"

namespace corsage::audit {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view after_scheme = "://";

/// What the placeholders of a template stand for.
struct Makings {
  Target const& target;
  url::Origin const& base;
};

std::string evil(Makings const& of, std::string_view mark, std::string_view suffix) {
  return "corsage-" + of.target.word + std::string(mark) + std::string(suffix);
}

/// `count` letters from `first` to `last`, made of the word.
std::string letters(std::string_view word, std::size_t count, char first, char last) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    auto const number = static_cast<unsigned char>(word[i % word.size()]) + 7 * (i / word.size());
    text += static_cast<char>(first + static_cast<int>(number % static_cast<unsigned>(last - first + 1)));
  }
  return text;
}

char another_letter(char letter) {
  return letter == 'x' ? 'y' : 'x';
}

Texts scheme(Makings const& of) {
  return {std::string(of.base.scheme())};
}

Texts host(Makings const& of) {
  return of.base.is_opaque() ? Texts() : Texts{std::string(of.base.host())};
}

/// ":8443", or an empty text.
Texts port(Makings const& of) {
  auto const& origin = of.base;
  if (origin.is_opaque()) {
    return {};
  }
  return {std::string(origin.serialized().substr(origin.scheme().size() + after_scheme.size() + origin.host().size()))};
}

Texts site(Makings const& of) {
  auto const site = url::registrable_domain(of.base.host());
  return site.empty() ? Texts() : Texts{std::string(site)};
}

/// "app.example." of app.example.com.
Texts name(Makings const& of) {
  if (site(of).empty()) {
    return {};
  }
  auto const host = of.base.host();
  return {std::string(host.substr(0, host.size() - url::public_suffix(host).size()))};
}

/// Of letters, as the patterns that let in any of them have it. Who is trusted below one is no stranger there.
Texts suffix(Makings const& of) {
  constexpr std::array<std::string_view, 4> suffixes{"net", "org", "io", "dev"};
  auto const names = name(of);
  auto const is_free = [&](std::string_view candidate) {
    auto const host = names.front() + std::string(candidate);
    return of.target.url.host() != host &&
           std::ranges::find(of.target.trusted_origins, host, &url::Origin::host) == of.target.trusted_origins.end();
  };
  auto const* const free = names.empty() ? suffixes.end() : std::ranges::find_if(suffixes, is_free);
  return free == suffixes.end() ? Texts() : Texts{std::string(*free)};
}

Texts cut(Makings const& of) {
  auto const origin = of.base.serialized();
  return site(of).empty() ? Texts() : Texts{std::string(origin.substr(0, origin.size() - 1))};
}

Texts as_long(Makings const& of) {
  auto const length = of.base.serialized().size() - of.base.scheme().size() - after_scheme.size() - 1;
  return site(of).empty() ? Texts()
                          : Texts{std::string(of.base.scheme()) + "://" + letters(of.target.word, length, 'a', 'z')};
}

Texts dot(Makings const& of) {
  Texts hosts;
  std::string const host(of.base.host());
  if (!site(of).empty()) {
    for (auto place = host.find('.'); place != std::string::npos; place = host.find('.', place + 1)) {
      hosts.push_back(host);
      hosts.back()[place] = 'x';
    }
  }
  return hosts;
}

Texts typo(Makings const& of) {
  auto const sites = site(of);
  if (sites.empty()) {
    return {};
  }
  std::string host(of.base.host());
  auto& letter = host[host.size() - sites.front().size()];
  letter = another_letter(letter);
  return {host};
}

/// Each beside the next, either way round, in the circle of those that names are made after.
Texts mix(Makings const& of) {
  Texts origins;
  auto const& trusted = of.target.trusted_origins;
  std::size_t const count = std::min(trusted.size(), most_bases);
  auto const put_together = [&](url::Origin const& first, url::Origin const& second) {
    auto const label = first.host().substr(0, first.host().find('.'));
    if (!(first == second) && !url::registrable_domain(second.host()).empty()) {
      std::string const rest(second.serialized().substr(second.scheme().size() + after_scheme.size()));
      origins.push_back(std::string(second.scheme()) + "://" + std::string(label) + rest);
    }
  };
  for (std::size_t i = 0; i < count; ++i) {
    put_together(trusted[i], trusted[(i + 1) % count]);
    put_together(trusted[(i + 1) % count], trusted[i]);
  }
  return origins;
}

Texts uuid(Makings const& of) {
  auto const hex = letters(of.target.word, 24, 'a', 'f');
  return {hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-4" + hex.substr(12, 3) + "-a" + hex.substr(15, 3) + "-" +
          hex.substr(12, 12)};
}

struct Placeholder {
  std::string_view name;
  Texts (*make)(Makings const&);
};

constexpr std::array placeholders{
    Placeholder{"scheme", scheme},
    Placeholder{"host", host},
    Placeholder{"port", port},
    Placeholder{"site", site},
    Placeholder{"name", name},
    Placeholder{"suffix", suffix},
    Placeholder{"cut", cut},
    Placeholder{"as_long", as_long},
    Placeholder{"dot", dot},
    Placeholder{"typo", typo},
    Placeholder{"mix", mix},
    Placeholder{"uuid", uuid},
    Placeholder{"word", [](Makings const& of) { return Texts{of.target.word}; }},
    Placeholder{"letters", [](Makings const& of) { return Texts{letters(of.target.word, 32, 'a', 'p')}; }},
    Placeholder{"evil", [](Makings const& of) { return Texts{evil(of, "", ".com")}; }},
    Placeholder{"evil2", [](Makings const& of) { return Texts{evil(of, "b", ".com")}; }},
    Placeholder{"evil3", [](Makings const& of) { return Texts{evil(of, "c", ".net")}; }},
};

/// The placeholder that the text begins with; null where the brace is only a brace.
Placeholder const* placeholder_at(std::string_view text) {
  auto const name = text.substr(1, std::min(text.find('}'), text.size()) - 1);
  auto const* const row = std::ranges::find(placeholders, name, &Placeholder::name);
  return row == placeholders.end() ? nullptr : row;
}

/// Every text that the template comes to; none where it asks for what is not there.
Texts filled(std::string_view rest, Makings const& of) {
  Texts made{""};
  while (!rest.empty()) {
    auto const* const placeholder = rest.front() == '{' ? placeholder_at(rest) : nullptr;
    auto const parts = placeholder == nullptr ? Texts{std::string(1, rest.front())} : placeholder->make(of);
    rest.remove_prefix(placeholder == nullptr ? 1 : placeholder->name.size() + 2);
    Texts longer;
    for (auto const& beginning : made) {
      for (auto const& part : parts) {
        longer.push_back(beginning + part);
      }
    }
    made = std::move(longer);
  }
  return made;
}

bool is_known(Target const& target, std::string_view origin) {
  auto const is_it = [origin](url::Origin const& known) { return known.serialized() == origin; };
  return is_it(url::Origin::of(target.url)) || std::ranges::any_of(target.trusted_origins, is_it);
}

}  // namespace

std::vector<ProbedOrigin> origins_of(ProbeKind kind, Target const& target, url::Origin const& base) {
  std::vector<ProbedOrigin> origins;
  for (auto const& row : all_origin_templates()) {
    if (row.probe != kind) {
      continue;
    }
    for (auto& origin : filled(row.text, {.target = target, .base = base})) {
      if (!is_known(target, origin) && std::ranges::find(origins, origin, &ProbedOrigin::origin) == origins.end()) {
        origins.push_back({.origin = std::move(origin), .senders = row.senders});
      }
    }
  }
  return origins;
}

}  // namespace corsage::audit
