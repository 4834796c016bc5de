#include "audit_json.hpp"

#include <cstdint>
#include <string_view>

#include "audit_schema.hpp"
#include "audit_target_json.hpp"
#include "corsage/formats/json_writer.hpp"
#include "finding_json.hpp"

namespace corsage::formats {
namespace {

void write_run(JsonWriter& json, audit::Run const& run) {
  write_text(json, "tool", "corsage");
  write_text(json, "version", run.version);
  write_text(json, "started", run.started);
  json.key("options");
  json.begin_array();
  for (auto const& [name, value] : run.options) {
    json.begin_array();
    json.text(name);
    json.text(value);
    json.end_array();
  }
  json.end_array();
  write_text(json, "fail_on", to_string(run.fail_on));
}

/// The member in which both forms have it.
void write_summary(JsonWriter& json, audit::Summary const& summary) {
  json.key("summary");
  json.begin_object();
  auto const count = [&json](JsonKey const& name, std::size_t value) {
    json.key(name);
    json.number(value);
  };
  auto const of = [&summary](audit::Severity severity) { return summary.findings[static_cast<std::size_t>(severity)]; };
  count("targets", summary.targets);
  count("audited", summary.audited);
  count("requests", summary.requests);
  json.key("findings");
  json.begin_object();
  count("high", of(audit::Severity::high));
  count("medium", of(audit::Severity::medium));
  count("low", of(audit::Severity::low));
  count("info", of(audit::Severity::info));
  json.end_object();
  count("in_baseline", summary.in_baseline);
  count("ignored", summary.ignored);
  json.key("missed");
  json.begin_array();
  for (auto const& missed : summary.missed) {
    json.begin_object();
    write_text(json, "url", missed.url);
    write_text(json, "why", missed.why);
    json.end_object();
  }
  json.end_array();
  count("missed_in_all", summary.missed_in_all);
  count("milliseconds", summary.milliseconds);
  json.end_object();
}

/// A document of several lines, so that a change of one target is a change of one line.
class AuditJson : public AuditWriter {
 public:
  void begin(audit::Run const& run, std::string& out) override {
    secrets_ = run.secrets;
    JsonWriter json(out);
    json.begin_object();
    write_text(json, "schema", audit_schema);
    write_run(json, run);
    json.key("targets");
    json.begin_array();
  }

  void add(audit::Audited const& audited, std::string& out) override {
    out += has_targets_ ? ",\n" : "\n";
    has_targets_ = true;
    JsonWriter json(out);
    json.begin_object();
    write_audit_target(json, audited, secrets_);
    json.end_object();
  }

  void end(audit::Summary const& summary, std::string& out) override {
    out += '\n';
    JsonWriter json(out);
    json.end_array();
    write_summary(json, summary);
    json.end_object();
    out += '\n';
  }

 private:
  http::Secrets secrets_ = http::Secrets::masked;
  bool has_targets_ = false;
};

class AuditJsonLines : public AuditWriter {
 public:
  void begin(audit::Run const& run, std::string& out) override {
    secrets_ = run.secrets;
    write_line(out, "run", [&run](JsonWriter& json) {
      write_text(json, "schema", audit_schema);
      write_run(json, run);
    });
  }

  void add(audit::Audited const& audited, std::string& out) override {
    write_line(out, "target", [this, &audited](JsonWriter& json) { write_audit_target(json, audited, secrets_); });
  }

  void end(audit::Summary const& summary, std::string& out) override {
    write_line(out, "summary", [&summary](JsonWriter& json) { write_summary(json, summary); });
  }

 private:
  template <typename WriteMembers>
  static void write_line(std::string& out, std::string_view kind, WriteMembers const& write_members) {
    JsonWriter json(out);
    json.begin_object();
    write_text(json, "kind", kind);
    write_members(json);
    json.end_object();
    out += '\n';
  }

  http::Secrets secrets_ = http::Secrets::masked;
};

}  // namespace

std::unique_ptr<AuditWriter> make_audit_json() {
  return std::make_unique<AuditJson>();
}

std::unique_ptr<AuditWriter> make_audit_jsonl() {
  return std::make_unique<AuditJsonLines>();
}

}  // namespace corsage::formats
