#include "corsage/report/why_json.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

#include "corsage/explain/console.hpp"
#include "corsage/formats/audit_fix.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/outcome_json.hpp"
#include "corsage/formats/trace_json.hpp"
#include "corsage/report/masking.hpp"
#include "why_sections.hpp"

namespace corsage::report {
namespace {

constexpr std::string_view schema = "corsage-why/1";

/// Writes one document.
class Document {
 public:
  Document(formats::JsonWriter& json, Why const& why) : json_(json), why_(why) {}

  void write() {
    auto const& first = leading(why_);
    json_.begin_object();
    member("schema", schema);
    member("verdict", to_string(first.diagnosis.run.outcome.verdict));
    member("certain", !is_estimate(why_, first.diagnosis.run));
    member("page", why_.environment.origin.serialized());
    member("page_network", to_string(why_.environment.address_space));
    member("certificates_checked", why_.certificates == Certificates::checked);
    json_.key("request");
    write_request();
    json_.key("judgements");
    json_.begin_array();
    for (auto const& judgement : why_.judgements) {
      write_judgement(judgement);
    }
    json_.end_array();
    json_.key("products");
    write_products();
    json_.key("fix");
    write_fix();
    json_.key("advice");
    write_advice();
    json_.end_object();
  }

 private:
  void member(formats::JsonKey const& name, std::string_view text) {
    json_.key(name);
    json_.text(text);
  }
  void member(formats::JsonKey const& name, char const* text) { member(name, std::string_view(text)); }
  void member(formats::JsonKey const& name, bool value) {
    json_.key(name);
    json_.boolean(value);
  }

  void write_request() {
    auto const& request = why_.request;
    json_.begin_object();
    member("url", http::shown_url(request.unparsable_url.value_or(std::string(request.url.href())), why_.secrets));
    json_.key("method");
    json_.bytes(request.method);
    member("mode", to_string(request.mode));
    member("credentials", to_string(request.credentials));
    member("redirect", to_string(request.redirect));
    json_.key("headers");
    formats::write_header_lines(json_, http::shown_headers(request.headers, why_.secrets));
    json_.key("body");
    write_body(request.body);
    json_.key("cookies");
    write_cookies();
    json_.end_object();
  }

  /// What is known of the body without its bytes; null where the request has none.
  void write_body(std::optional<fetch::Body> const& body) {
    if (!body) {
      json_.null();
      return;
    }
    json_.begin_object();
    json_.key("length");
    json_.number(body->bytes.size());
    json_.key("type");
    if (body->type) {
      json_.bytes(*body->type);
    } else {
      json_.null();
    }
    json_.end_object();
  }

  /// What the browser has for the request's host, whether or not it goes with the request.
  void write_cookies() {
    json_.begin_array();
    for (auto const& cookie : why_.cookies) {
      json_.bytes(http::shown_value("cookie", cookie, why_.secrets));
    }
    json_.end_array();
  }

  void write_judgement(Judgement const& judgement) {
    auto const& diagnosis = judgement.diagnosis;
    json_.begin_object();
    member("as", judgement.profile->name);
    member("verdict", to_string(diagnosis.run.outcome.verdict));
    member("certain", !is_estimate(why_, diagnosis.run));
    json_.key("outcome");
    write_outcome(diagnosis.run.outcome);
    json_.key("exchanges");
    formats::write_journal(json_, shown(diagnosis.run.journal, why_.secrets));
    write_reads(diagnosis.run);
    // What a browser would not have got to.
    json_.key("exchanges_beyond");
    formats::write_journal(json_, shown(diagnosis.beyond, why_.secrets));
    json_.key("events");
    formats::write_events(json_, shown(diagnosis.run.trace, why_.secrets));
    write_causes("causes", diagnosis.causes);
    write_causes("findings", diagnosis.findings);
    json_.key("fix");
    write_policy(diagnosis);
    json_.key("console");
    write_console(judgement);
    json_.end_object();
  }

  void write_outcome(fetch::Outcome const& outcome) {
    bool const is_allowed = outcome.verdict == fetch::Verdict::allowed;
    json_.begin_object();
    json_.key("type");
    if (is_allowed) {
      json_.bytes(to_string(outcome.type));
    } else {
      json_.null();
    }
    json_.key("status");
    json_.number(outcome.status);
    member("url", http::shown_url(outcome.url, why_.secrets));
    member("redirected", outcome.redirected);
    json_.key("readable");
    formats::write_header_lines(json_, http::shown_headers(outcome.readable, why_.secrets));
    member("body_readable", outcome.body_readable);
    member("timing_allowed", outcome.timing_allowed);
    json_.end_object();
  }

  /// What the page wants to read: whether the last answer has it, and whether the page sees it.
  void write_reads(fetch::Run const& run) {
    auto const* const answered = run.journal.empty() ? nullptr : run.journal.back().answered();
    json_.key("reads");
    json_.begin_array();
    for (auto const& name : why_.reads) {
      json_.begin_object();
      json_.key("name");
      json_.bytes(name);
      member("in_answer", answered != nullptr && answered->response.headers.contains(name));
      member("readable", run.outcome.readable.contains(name));
      json_.end_object();
    }
    json_.end_array();
  }

  void write_causes(formats::JsonKey const& name, std::vector<explain::Cause> const& causes) {
    json_.key(name);
    json_.begin_array();
    for (auto const& cause : causes) {
      formats::write_cause(json_, shown(cause, why_.secrets));
    }
    json_.end_array();
  }

  void write_policy(explain::Diagnosis const& diagnosis) {
    if (!diagnosis.fix) {
      json_.null();
      return;
    }
    json_.begin_object();
    member("proved", diagnosis.fix->proved);
    json_.key("policy");
    formats::write_policy(json_, formats::shown(diagnosis.fix->policy, why_.secrets));
    json_.end_object();
  }

  /// What the browser prints; null for the standard, which has no console.
  void write_console(Judgement const& judgement) {
    auto const browser = std::ranges::find_if(explain::all_browsers, [&](explain::Browser candidate) {
      return &explain::profile_of(candidate) == judgement.profile;
    });
    if (browser == explain::all_browsers.end()) {
      json_.null();
      return;
    }
    auto const messages = messages_of(why_, *browser, judgement);
    json_.begin_object();
    write_texts("lines", messages.lines);
    member("js_error", messages.js_error);
    member("cors_error", messages.cors_error);
    json_.end_object();
  }

  void write_products() {
    json_.begin_array();
    for (auto const& fingerprint : why_.fingerprints) {
      json_.begin_object();
      member("product", fingerprint.product);
      member("platform", fingerprint.platform);
      member("confidence", to_string(fingerprint.confidence));
      member("signal", fingerprint.signal);
      member("meaning", fingerprint.meaning);
      json_.end_object();
    }
    json_.end_array();
  }

  /// The fix as configuration; null where there is none, or none can be written.
  void write_fix() {
    auto const fix = written_fix(why_);
    if (!fix || fix->nearest.text.empty()) {
      json_.null();
      return;
    }
    json_.begin_object();
    member("platform", fix->platform->token);
    json_.key("policy");
    formats::write_policy(json_, fix->nearest.policy);
    member("text", fix->nearest.text);
    json_.key("warnings");
    json_.begin_array();
    for (auto const& warning : warnings_of(*fix, why_.secrets, std::identity())) {
      json_.begin_object();
      write_members(warning);
      json_.end_object();
    }
    json_.end_array();
    json_.key("instead_of");
    write_refusal(*fix);
    json_.end_object();
  }

  /// The platform that was asked for and cannot say the fix; null where it can.
  void write_refusal(WrittenFix const& fix) {
    if (fix.not_said.empty()) {
      json_.null();
      return;
    }
    json_.begin_object();
    member("platform", why_.platform->token);
    write_texts("cannot_say", fix.not_said);
    json_.end_object();
  }

  void write_members(Advice const& advice) {
    member("text", advice.text);
    write_texts("lines", advice.lines);
  }

  void write_texts(formats::JsonKey const& name, std::vector<std::string> const& texts) {
    json_.key(name);
    json_.begin_array();
    for (auto const& text : texts) {
      json_.text(text);
    }
    json_.end_array();
  }

  /// What helps with each cause and finding of all judgements.
  void write_advice() {
    json_.begin_array();
    for (auto const& list : {shared_causes(why_), shared_findings(why_)}) {
      for (auto const& shared : list) {
        auto const advice = advice_on(why_, shared);
        json_.begin_object();
        member("reason", to_string(shared.cause.reason));
        write_members(advice);
        json_.end_object();
      }
    }
    json_.end_array();
  }

  formats::JsonWriter& json_;
  Why const& why_;
};

}  // namespace

std::string why_json(Why const& why) {
  std::string text;
  formats::JsonWriter json(text);
  Document(json, why).write();
  text += '\n';
  return text;
}

}  // namespace corsage::report
