#include "corsage/report/hops_json.hpp"

#include <string_view>

#include "corsage/formats/json_writer.hpp"
#include "corsage/formats/outcome_json.hpp"
#include "corsage/formats/trace_json.hpp"
#include "corsage/report/masking.hpp"
#include "hop_sections.hpp"
#include "why_sections.hpp"

namespace corsage::report {
namespace {

constexpr std::string_view schema = "corsage-hops/1";

/// Writes one document.
class Document {
 public:
  Document(formats::JsonWriter& json, Hops const& hops) : json_(json), hops_(hops), why_(hops.hops.back().why) {}

  void write() {
    auto const last = outermost(hops_);
    auto const from = explain::blocked_from(hops_.layers);
    json_.begin_object();
    member("schema", schema);
    member("verdict", to_string(last ? hops_.layers[*last].verdict : fetch::Verdict::undetermined));
    name_member("judged_at", last);
    name_member("blocked_from", from);
    member("page", why_.environment.origin.serialized());
    member("stranger", hops_.stranger);
    member("certificates_checked", why_.certificates == Certificates::checked);
    json_.key("request");
    write_request();
    json_.key("layers");
    json_.begin_array();
    for (std::size_t i = 0; i < hops_.layers.size(); ++i) {
      write_layer(hops_.layers[i], hops_.hops[i]);
    }
    json_.end_array();
    json_.key("findings");
    json_.begin_array();
    for (auto const& finding : hops_.findings) {
      write_finding(finding);
    }
    json_.end_array();
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

  /// A layer's name; null for none.
  void name_member(formats::JsonKey const& name, std::optional<std::size_t> layer) {
    json_.key(name);
    if (layer) {
      json_.text(hops_.layers[*layer].name);
    } else {
      json_.null();
    }
  }

  void write_request() {
    auto const& request = why_.request;
    json_.begin_object();
    member("url", http::shown_url(request.url.href(), why_.secrets));
    json_.key("method");
    json_.bytes(request.method);
    member("mode", to_string(request.mode));
    member("credentials", to_string(request.credentials));
    json_.key("headers");
    formats::write_header_lines(json_, http::shown_headers(request.headers, why_.secrets));
    json_.end_object();
  }

  void write_layer(explain::Layer const& layer, Hop const& hop) {
    json_.begin_object();
    member("name", layer.name);
    member("address", shown_address(hop));
    member("reachable", explain::failure_of(layer) == nullptr);
    member("verdict", to_string(layer.verdict));
    member("estimated", layer.is_estimated);
    json_.key("preflight_passes");
    write_passes(layer, trace::Leg::preflight);
    json_.key("request_passes");
    write_passes(layer, trace::Leg::actual);
    member("platform", hop.why.platform->token);
    json_.key("products");
    json_.begin_array();
    for (auto const& fingerprint : hop.why.fingerprints) {
      json_.begin_object();
      member("product", fingerprint.product);
      member("confidence", to_string(fingerprint.confidence));
      member("signal", fingerprint.signal);
      json_.end_object();
    }
    json_.end_array();
    json_.key("causes");
    json_.begin_array();
    for (auto const& cause : layer.causes) {
      formats::write_cause(json_, shown(cause, why_.secrets));
    }
    json_.end_array();
    json_.key("answers");
    write_answers(layer);
    json_.key("fix");
    write_fix(hop);
    json_.end_object();
  }

  /// Null where the layer was not asked.
  void write_passes(explain::Layer const& layer, trace::Leg leg) {
    auto const passes = explain::passes(layer, leg);
    if (passes) {
      json_.boolean(*passes);
    } else {
      json_.null();
    }
  }

  void write_answers(explain::Layer const& layer) {
    json_.begin_array();
    for (std::size_t i = 0; i < explain::turn_count; ++i) {
      if (layer.answers[i].empty()) {
        continue;
      }
      json_.begin_object();
      member("turn", to_string(static_cast<explain::Turn>(i)));
      json_.key("exchanges");
      formats::write_journal(json_, shown(layer.answers[i], why_.secrets));
      json_.end_object();
    }
    json_.end_array();
  }

  /// The policy that lets the page in, for this layer; null where it is in, or none would.
  void write_fix(Hop const& hop) {
    auto const fix = hop.why.judgements.empty() ? std::nullopt : written_fix(hop.why);
    if (!fix || fix->nearest.text.empty()) {
      json_.null();
      return;
    }
    json_.begin_object();
    member("platform", fix->platform->token);
    json_.key("policy");
    formats::write_policy(json_, fix->nearest.policy);
    member("text", fix->nearest.text);
    json_.end_object();
  }

  void write_finding(explain::LayerFinding const& finding) {
    auto const advice = advice_on(hops_, finding);
    json_.begin_object();
    member("reason", to_string(finding.reason));
    member("text", words_of(hops_, finding));
    name_member("layer", finding.layer);
    name_member("inner", finding.inner);
    member("leg", trace::to_string(finding.leg));
    member("turn", to_string(finding.turn));
    member("effect", to_string(finding.effect));
    member("certain", finding.certain);
    member("header", finding.header);
    json_.key("inner_answer");
    write_side(finding.inner_side);
    json_.key("outer_answer");
    write_side(finding.outer_side);
    member("advice", advice.text);
    json_.key("lines");
    json_.begin_array();
    for (auto const& line : advice.lines) {
      json_.text(line);
    }
    json_.end_array();
    json_.end_object();
  }

  void write_side(explain::Side const& side) {
    json_.begin_object();
    json_.key("status");
    json_.number(side.status);
    json_.key("lines");
    formats::write_header_lines(json_, http::shown_headers(side.lines, why_.secrets));
    json_.end_object();
  }

  formats::JsonWriter& json_;
  Hops const& hops_;
  Why const& why_;
};

}  // namespace

std::string hops_json(Hops const& hops) {
  std::string text;
  formats::JsonWriter json(text);
  Document(json, hops).write();
  text += '\n';
  return text;
}

}  // namespace corsage::report
