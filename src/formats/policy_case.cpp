#include "corsage/formats/policy_case.hpp"

#include <array>

#include "corsage/http/method.hpp"
#include "json_reader.hpp"

namespace corsage::formats {

using simdjson::error_code;

class PolicyCaseReader::Implementation {
 public:
  Result<void> read(std::string_view line, std::size_t readable, PolicyCase& policy_case) {
    case_ = &policy_case;
    policy_case.id = "null";
    policy_case.method = "GET";
    policy_case.headers.clear();
    policy_case.upstream_status = 200;
    policy_case.upstream_headers.clear();
    documents_.read<Implementation>(line, readable, *this, document_members, mistakes_, UnknownMembers::are_mistakes);
    return mistakes_.result();
  }

 private:
  using Member = JsonMember<Implementation>;

  // Each takes the value of the member it is named after.
  error_code id(ondemand::value& value) { return read_id(value, case_->id); }
  error_code request(ondemand::value& value) {
    return read_object<Implementation>(*this, value, request_members, mistakes_);
  }
  error_code upstream(ondemand::value& value) {
    return read_object<Implementation>(*this, value, upstream_members, mistakes_);
  }
  error_code method(ondemand::value& value) {
    char const* const where = value.raw_json_token().data();
    if (auto const error = read_bytes(value, OtherCodePoints::are_mistakes, case_->method)) {
      return error;
    }
    if (!http::is_method(case_->method)) {
      mistakes_.add(DiagnosticCode::method_invalid, case_->method, {}, where);
    }
    return simdjson::SUCCESS;
  }
  error_code headers(ondemand::value& value) {
    case_->headers.clear();
    return read_header_lines(value, OtherCodePoints::are_mistakes, case_->headers, &mistakes_);
  }
  error_code status(ondemand::value& value) { return read_status(value, case_->upstream_status); }
  error_code upstream_headers(ondemand::value& value) {
    case_->upstream_headers.clear();
    return read_header_lines(value, OtherCodePoints::are_mistakes, case_->upstream_headers, &mistakes_);
  }

  static constexpr std::string_view header_lines = "a list of [name, value], of code points U+0000 to U+00FF";
  static std::array<Member, 3> const document_members;
  static std::array<Member, 2> const request_members;
  static std::array<Member, 2> const upstream_members;

  JsonDocuments documents_;
  JsonMistakes mistakes_;
  PolicyCase* case_ = nullptr;  ///< of the line being read
};

std::array<PolicyCaseReader::Implementation::Member, 3> const PolicyCaseReader::Implementation::document_members = {{
    {"id", &Implementation::id, "a string, a whole number or null"},
    {"request", &Implementation::request, "an object with 'method' and 'headers': the request that came", true},
    {"upstream", &Implementation::upstream, "an object with 'status' and 'headers': what the server behind answers"},
}};

std::array<PolicyCaseReader::Implementation::Member, 2> const PolicyCaseReader::Implementation::request_members = {{
    {"method", &Implementation::method, "a string of code points U+0000 to U+00FF, each a byte"},
    {"headers", &Implementation::headers, header_lines},
}};

std::array<PolicyCaseReader::Implementation::Member, 2> const PolicyCaseReader::Implementation::upstream_members = {{
    {"status", &Implementation::status, "a whole number from 100 to 999"},
    {"headers", &Implementation::upstream_headers, header_lines},
}};

PolicyCaseReader::PolicyCaseReader() : implementation_(std::make_unique<Implementation>()) {}
PolicyCaseReader::~PolicyCaseReader() = default;

Result<void> PolicyCaseReader::read(std::string_view line, std::size_t readable, PolicyCase& policy_case) {
  return implementation_->read(line, readable, policy_case);
}

}  // namespace corsage::formats
