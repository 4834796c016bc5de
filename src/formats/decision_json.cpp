#include "corsage/formats/decision_json.hpp"

#include "corsage/formats/trace_json.hpp"

namespace corsage::formats {

void write_decision(JsonWriter& json, std::string_view id, policy::Decision const& decision, int status,
                    http::HeaderList const& headers) {
  json.begin_object();
  json.key("id");
  json.raw(id);
  json.key("class");
  json.bytes(to_string(decision.request_class));
  json.key("allowed");
  json.boolean(decision.is_allowed);
  json.key("reason");
  json.bytes(trace::to_string(decision.reason));
  json.key("answered_by");
  json.bytes(to_string(decision.answered_by));
  json.key("status");
  json.number(status);
  json.key("headers");
  write_header_lines(json, headers);
  json.end_object();
}

}  // namespace corsage::formats
