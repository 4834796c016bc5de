#include "corsage/report/gateway_notices.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "corsage/explain/console.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

constexpr std::size_t indent = 2;

std::string shown(std::string_view text) {
  // Only what has a user in it has a password.
  return text.find('@') == std::string_view::npos ? visible(text)
                                                  : visible(http::shown_text(text, http::Secrets::masked));
}

/// What a browser makes of a refusal: no answer has a word about CORS, and a preflight's has an error's status.
std::vector<std::string> console_of(RefusedRequest const& refused) {
  auto url = url::Url::parse(refused.request.url);
  auto page = url::Origin::parse(refused.request.origin);
  if (!url || !page) {
    return {};
  }
  fetch::Request request{.url = *std::move(url), .method = refused.request.method};
  for (auto const& name : refused.request.headers) {
    // Any value does that no safelisted header has.
    request.headers.append(name, "application/json");
  }
  fetch::Environment const environment{.origin = *std::move(page),
                                       .profile = &explain::profile_of(explain::Browser::chromium)};
  fetch::Responder const refusal = [](fetch::WireRequest const& wire) {
    int const status = wire.leg == trace::Leg::preflight ? 403 : 200;
    return std::optional<std::variant<fetch::Answered, fetch::Failed>>(fetch::Answered{.response = {.status = status}});
  };
  explain::Diagnosis diagnosis;
  explain::diagnose(request, environment, {}, refusal, diagnosis);
  return explain::console_messages(explain::Browser::chromium, request, environment, diagnosis).lines;
}

std::string_view verb_of(RefusedRequest const& refused) {
  return refused.enforcement == Enforcement::enforced ? "refuses" : "would refuse";
}

void add_explain(TerminalText& text, trace::Reason reason) {
  text.line({{"corsage explain " + std::string(to_string(reason)), Role::code}}, indent);
}

void add_request(TerminalText& text, GatewayRequest const& request, std::string_view how) {
  text.line({{fmt::format("{} {}, {}", visible(request.method), shown(request.url), how), Role::faint}}, indent);
}

void add_headline(TerminalText& text, Span what) {
  text.line({{"corsage: ", Role::faint}, std::move(what)});
}

void tell(TerminalText& text, RefusedRequest const& refused) {
  auto const& row = trace::text(refused.reason);
  bool const is_preflight = refused.request_class == policy::RequestClass::preflight;
  add_headline(text, {fmt::format("route {} {} {}: {}", visible(refused.request.route), verb_of(refused),
                                  shown(refused.request.origin), row.title),
                      Role::strong});
  add_request(text, refused.request, is_preflight ? "which a preflight asks for" : "as the page's script sent it");
  if (refused.offending != refused.request.origin) {
    text.line({{shown(refused.offending), Role::deciding}}, indent);
  }
  for (auto const& line : console_of(refused)) {
    text.line({{"Chrome's console: ", Role::faint}, {shown(line)}}, indent);
  }
  text.line(marked(row.fix, text.look().colors), indent);
  add_explain(text, refused.reason);
}

void tell(TerminalText& text, RefusalsUntold const& untold) {
  add_headline(
      text,
      {fmt::format("{} refusals were told; others are only counted until the configuration is read again", untold.told),
       Role::strong});
}

void tell(TerminalText& text, UpstreamContradicts const& conflict) {
  auto const reason = trace::Reason::policy_upstream_headers_replaced;
  auto const& row = trace::text(reason);
  bool const is_enforced = conflict.enforcement == Enforcement::enforced;
  add_headline(text, {fmt::format("route {}: {}", visible(conflict.request.route), row.title), Role::strong});
  add_request(text, conflict.request, fmt::format("from {}", shown(conflict.request.origin)));
  for (auto const& line : conflict.lines) {
    auto const instead = line.policy_value ? visible(*line.policy_value) : std::string("no such header");
    text.line({{fmt::format("{}: {}", visible(line.name), visible(line.value)), Role::deciding},
               {fmt::format("; the policy {}: {}", is_enforced ? "says instead" : "would say", instead)}},
              indent);
  }
  text.line(marked(row.fix, text.look().colors), indent);
  add_explain(text, reason);
}

void tell(TerminalText& text, LogUnwritable const& log) {
  add_headline(text,
               {fmt::format("the access log stays where it was: {}: {}", visible(log.path), log.cause), Role::strong});
}

void tell(TerminalText& text, RequestUnrouted const& unrouted) {
  add_headline(text,
               {fmt::format("no route takes {} {}", visible(unrouted.method), shown(unrouted.url)), Role::strong});
  text.line({{"The page gets 404. "}, {"corsage gateway FILE --check", Role::code}, {" shows what the routes take;"}},
            indent);
  text.line({{"others like it are only counted."}}, indent);
}

void tell(TerminalText& text, UpstreamFailed const& failed) {
  add_headline(text, {fmt::format("route {}: {} did not answer: {}", visible(failed.route), visible(failed.upstream),
                                  visible(failed.cause)),
                      Role::strong});
  text.paragraph({{fmt::format("Pages are told: {} Others like it are only counted.", failed.what)}},
                 {.first = {}, .columns = indent});
}

}  // namespace

std::string gateway_notice(GatewayNotice const& notice, Look const& look) {
  TerminalText text(look);
  std::visit([&text](auto const& told) { tell(text, told); }, notice);
  return text.str();
}

}  // namespace corsage::report
