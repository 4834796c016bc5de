#include <algorithm>
#include <array>

#include "audit_told.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/formats/audit_words.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/site.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::report {
namespace {

using audit::Access;
using trace::Reason;

constexpr std::size_t most_values = 4;

struct ConsequenceRow {
  Reason reason;
  std::string_view words;
};

constexpr std::array consequences{
#define CORSAGE_CONSEQUENCE(reason, words) ConsequenceRow{Reason::reason, words},
#include "audit_consequences.def"
#undef CORSAGE_CONSEQUENCE
};

/// The values, as they may be shown, with commas between; some of them, where there are many.
void add_values(Spans& spans, std::vector<std::string> const& values, http::Secrets secrets) {
  auto const count = std::min(values.size(), most_values);
  for (std::size_t i = 0; i < count; ++i) {
    bool const is_last = i + 1 == values.size();
    spans.push_back({i == 0 ? "" : is_last ? " and " : ", "});
    spans.push_back({shown_line(http::shown_text(values[i], secrets)), Role::code});
  }
  if (values.size() > count) {
    spans.push_back({fmt::format(" and {} more", values.size() - count)});
  }
}

/// Names of cookies: a browser shows them to everybody.
void add_names(Spans& spans, std::vector<std::string> const& names) {
  add_values(spans, names, http::Secrets::shown);
}

/// The method that the preflight asked for.
std::string method_of(audit::Audited const& audited, audit::Asked const& asked) {
  auto const method = asked.probe.request.headers.get(http::header::access_control_request_method);
  return method ? std::string(method->view()) : audited.target.preflight_method;
}

/// Whose pages are blocked where nobody can be let in. Nothing of this keeps out the resource's own.
void add_all_blocked(Spans& spans, audit::Audited const& audited, std::string const& page) {
  if (page == url::Origin::of(audited.target.url).serialized()) {
    spans.push_back({"all other origins are blocked"});
    return;
  }
  spans.push_back({"all origins are blocked, "});
  spans.push_back({shown_line(page), Role::code});
  spans.push_back({" too"});
}

/// Nothing where there is one line.
void add_joined(Spans& spans, std::vector<std::string> const& lines, http::Secrets secrets) {
  if (lines.size() > 1) {
    auto const value = fmt::format("{}", fmt::join(lines, ", "));
    spans.push_back({": browsers join the lines, and read \""});
    spans.push_back({shown_line(http::shown_text(value, secrets)), Role::code});
    spans.push_back({"\""});
  }
}

/// The words with what the finding puts into them.
Spans filled(std::string_view words, audit::Audited const& audited, audit::Finding const& finding,
             http::Secrets secrets) {
  auto const& asked = audited.evidence[finding.probe];
  Spans spans;
  while (true) {
    auto const open = words.find('{');
    spans.push_back({std::string(words.substr(0, open))});
    if (open == std::string_view::npos) {
      return spans;
    }
    auto const close = words.find('}', open);
    auto const name = words.substr(open + 1, close - open - 1);
    if (name == "values") {
      add_values(spans, finding.values, secrets);
    } else if (name == "joined") {
      add_joined(spans, finding.values, secrets);
    } else if (name == "all") {
      add_all_blocked(spans, audited, asked.probe.origin);
    } else {
      spans.push_back({shown_line(name == "page" ? asked.probe.origin : method_of(audited, asked)), Role::code});
    }
    words.remove_prefix(close + 1);
  }
}

bool is_same_site(audit::Audited const& audited, std::string const& page) {
  auto const origin = url::Origin::parse(page);
  return origin && url::same_site(*origin, url::Origin::of(audited.target.url));
}

/// Whether it is so to those browsers that do not look at the scheme.
bool is_schemelessly_same_site(audit::Audited const& audited, std::string const& page) {
  auto const origin = url::Origin::parse(page);
  return origin && url::schemelessly_same_site(*origin, url::Origin::of(audited.target.url));
}

/// Whether the line sets a cookie of that name that says nothing of SameSite, and that is stored: browsers keep no Secure
/// cookie of a site without TLS.
bool leaves_same_site_open(http::HeaderList::Line const& line, std::string_view name, url::Url const& url) {
  if (!byte_case_insensitive_equal(line.name, http::header::set_cookie) ||
      strip(line.value.substr(0, line.value.find('=')), http_whitespace) != name) {
    return false;
  }
  auto const attributes = byte_lowercase(line.value);
  bool const is_kept = url.scheme() == "https" || attributes.find("secure") == std::string::npos;
  return is_kept && attributes.find("samesite") == std::string::npos;
}

/// Whether it is for each browser to say what becomes of the cookie.
bool is_without_same_site(audit::Audited const& audited, std::string_view name) {
  return std::ranges::any_of(audited.evidence, [&](audit::Asked const& asked) {
    auto const* const answered = asked.answered();
    return answered != nullptr && std::ranges::any_of(answered->response.headers, [&](auto const& line) {
             return leaves_same_site_open(line, name, audited.target.url);
           });
  });
}

/// With which of the user's credentials.
void add_credentials(Spans& spans, audit::Audited const& audited, audit::Finding const& finding) {
  if (!finding.is_credentialed) {
    spans.push_back({" without credentials: as anybody gets it, or the network the user is in"});
    return;
  }
  if (finding.cookies_sent.empty()) {
    spans.push_back({finding.cookies_withheld.empty()
                         ? " with the user's credentials"
                         : " with the user's HTTP authentication or client certificate, but without cookies"});
    return;
  }
  bool const is_one = finding.cookies_sent.size() == 1;
  spans.push_back({is_one ? " with the user's cookie " : " with the user's cookies "});
  add_names(spans, finding.cookies_sent);
  auto const& page = audited.evidence[finding.probe].probe.origin;
  if (is_same_site(audited, page)) {
    spans.push_back({", which SameSite lets through: the page is of the same site"});
  } else if (!is_schemelessly_same_site(audited, page)) {
    spans.push_back({" (SameSite=None)"});
  }
}

/// Whose pages besides.
void add_others(Spans& spans, audit::Finding const& finding, http::Secrets secrets) {
  if (finding.values.size() > 1) {
    spans.push_back({" So can pages of "});
    add_values(spans, {finding.values.begin() + 1, finding.values.end()}, secrets);
    spans.push_back({"."});
  }
}

/// What browsers make of cookies that go to other sites.
void add_browsers_of_cookies(Spans& spans, audit::Audited const& audited, audit::Finding const& finding) {
  auto const& page = audited.evidence[finding.probe].probe.origin;
  if (finding.cookies_sent.empty() || is_same_site(audited, page)) {
    return;
  }
  spans.push_back(
      {is_schemelessly_same_site(audited, page)
           ? " To Firefox and Safari http and https are one site, whatever SameSite says; Chrome sends such a page's "
             "requests SameSite=None cookies alone."
           : " Chrome sends such cookies to other sites, Safari keeps them back, and Firefox keeps them apart for each "
             "site."});
}

/// The cookies that do not help the page, and in which browsers that is so.
void add_withheld(Spans& spans, audit::Audited const& audited, audit::Finding const& finding) {
  std::vector<std::string> strict;
  std::vector<std::string> unsaid;
  for (auto const& name : finding.cookies_withheld) {
    (is_without_same_site(audited, name) ? unsaid : strict).push_back(name);
  }
  if (!strict.empty()) {
    spans.push_back({strict.size() == 1 ? " No browser sends the cookie " : " No browser sends the cookies "});
    add_names(spans, strict);
    spans.push_back({" along."});
  }
  if (!unsaid.empty()) {
    spans.push_back({unsaid.size() == 1 ? " The cookie " : " The cookies "});
    add_names(spans, unsaid);
    spans.push_back({unsaid.size() == 1 ? " says" : " say"});
    spans.push_back(
        {" nothing of SameSite: Chrome takes that for Lax and keeps it back; Firefox and Safari do not, and "
         "send it wherever their protection from tracking is off."});
  }
}

bool is_any_browser(audit::Senders const& senders) {
  return senders == audit::Senders{};
}

/// In which browsers there are such pages.
void add_browsers(Spans& spans, audit::Finding const& finding) {
  if (is_any_browser(finding.senders)) {
    return;
  }
  std::vector<std::string> names;
  for (auto const name : formats::names_of(finding.senders)) {
    names.emplace_back(name);
  }
  spans.push_back({fmt::format(" Only {} can be made to send such an origin.", enumerated(names))});
}

/// What the origin's page gets of it.
Spans access_of(audit::Audited const& audited, audit::Finding const& finding, http::Secrets secrets) {
  auto const& asked = audited.evidence[finding.probe];
  Spans spans;
  if (asked.probe.origin == "null") {
    spans.push_back({"A sandboxed frame in a page anywhere ("});
    spans.push_back({"Origin: null", Role::code});
    spans.push_back({")"});
  } else {
    spans.push_back({"A page of "});
    spans.push_back({shown_line(asked.probe.origin), Role::code});
  }
  if (finding.access == Access::write) {
    spans.push_back({" can have a "});
    spans.push_back({shown_line(finding.method), Role::code});
    // What any form may send says nothing.
    spans.push_back(
        {http::is_cors_safelisted_method(finding.method) ? " that needs leave carried out" : " carried out"});
  } else {
    spans.push_back({finding.access == Access::read ? " can read the answer" : " is let in"});
  }
  add_credentials(spans, audited, finding);
  spans.push_back({finding.access == Access::write ? "; it cannot read the answer." : "."});
  add_others(spans, finding, secrets);
  add_browsers_of_cookies(spans, audited, finding);
  add_withheld(spans, audited, finding);
  add_browsers(spans, finding);
  return spans;
}

}  // namespace

Spans meaning_of(audit::Audited const& audited, audit::Finding const& finding, http::Secrets secrets) {
  auto const* const row = std::ranges::find(consequences, finding.reason, &ConsequenceRow::reason);
  return row == consequences.end() ? access_of(audited, finding, secrets)
                                   : filled(row->words, audited, finding, secrets);
}

}  // namespace corsage::report
