#include "corsage/formats/baseline.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "audit_schema.hpp"
#include "corsage/audit/audited.hpp"
#include "corsage/base/bytes.hpp"
#include "json_reader.hpp"

namespace corsage::formats {
namespace {

/// A file that is something else has as many as it has lines.
constexpr std::size_t most_mistakes = 16;

constexpr std::string_view wanted = "a baseline is what 'corsage audit' wrote with --output json or jsonl";

simdjson::error_code take_text(ondemand::value& value, std::string& text) {
  std::string_view view;
  auto const error = value.get_string().get(view);
  text = view;
  return error;
}

/// Reads one finding.
class FindingReader {
 public:
  explicit FindingReader(Baseline& baseline) : baseline_(baseline) {}

  simdjson::error_code read(ondemand::value& value, JsonMistakes& mistakes) {
    auto const error = read_some(value, mistakes);
    if (error == simdjson::SUCCESS && standing_ != to_string(audit::Standing::ignored) && !fingerprint_.empty()) {
      auto& worst = baseline_.try_emplace(std::move(fingerprint_), severity_).first->second;
      worst = std::max(worst, severity_);
    }
    return error;
  }

 private:
  simdjson::error_code read_some(ondemand::value& value, JsonMistakes& mistakes) {
    static constexpr std::array<JsonMember<FindingReader>, 3> members{
        JsonMember<FindingReader>{"standing", &FindingReader::take_standing, "a string"},
        JsonMember<FindingReader>{"severity", &FindingReader::take_severity, "info, low, medium or high"},
        JsonMember<FindingReader>{"fingerprint", &FindingReader::take_fingerprint, wanted, true}};
    char const* const place = value.raw_json_token().data();
    ondemand::object object;
    if (auto const error = value.get_object().get(object)) {
      return error;
    }
    return read_members<FindingReader>(*this, object, place, members, UnknownMembers::are_ignored, mistakes);
  }

  simdjson::error_code take_standing(ondemand::value& value) { return take_text(value, standing_); }
  simdjson::error_code take_severity(ondemand::value& value) {
    std::string text;
    auto const error = take_text(value, text);
    auto const severity = audit::severity_from(text);
    severity_ = severity.value_or(severity_);
    return error == simdjson::SUCCESS && !severity ? simdjson::INCORRECT_TYPE : error;
  }

  simdjson::error_code take_fingerprint(ondemand::value& value) { return take_text(value, fingerprint_); }

  Baseline& baseline_;
  std::string standing_;
  audit::Severity severity_ = audit::Severity::high;
  std::string fingerprint_;
};

/// Reads the document, or one line, of a run.
class RunReader {
 public:
  RunReader(Baseline& baseline, JsonMistakes& mistakes) : baseline_(baseline), mistakes_(mistakes) {}

  static std::array<JsonMember<RunReader>, 4> const members;

  bool has_schema() const { return has_schema_; }
  bool is_line() const { return is_line_; }

 private:
  simdjson::error_code take_schema(ondemand::value& value) {
    std::string schema;
    auto const error = take_text(value, schema);
    has_schema_ = schema == audit_schema;
    return error == simdjson::SUCCESS && !has_schema_ ? simdjson::INCORRECT_TYPE : error;
  }

  simdjson::error_code take_kind(ondemand::value& value) {
    std::string kind;
    is_line_ = true;
    return take_text(value, kind);
  }

  template <typename Take>
  simdjson::error_code take_each(ondemand::value& value, Take const& take) {
    ondemand::array list;
    if (auto const error = value.get_array().get(list)) {
      return error;
    }
    for (auto each : list) {
      if (each.error() != simdjson::SUCCESS) {
        return each.error();
      }
      if (auto const error = take(each.value_unsafe())) {
        return error;
      }
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code take_findings(ondemand::value& value) {
    return take_each(value, [this](ondemand::value& each) { return FindingReader(baseline_).read(each, mistakes_); });
  }

  simdjson::error_code take_targets(ondemand::value& value) {
    static constexpr std::array<JsonMember<RunReader>, 1> of_target{
        JsonMember<RunReader>{"findings", &RunReader::take_findings, "a list of findings", true}};
    return take_each(value, [this](ondemand::value& each) {
      char const* const place = each.raw_json_token().data();
      ondemand::object object;
      auto const error = each.get_object().get(object);
      return error != simdjson::SUCCESS
                 ? error
                 : read_members<RunReader>(*this, object, place, of_target, UnknownMembers::are_ignored, mistakes_);
    });
  }

  Baseline& baseline_;
  JsonMistakes& mistakes_;
  bool has_schema_ = false;
  bool is_line_ = false;
};

constexpr std::array<JsonMember<RunReader>, 4> RunReader::members{
    JsonMember<RunReader>{"schema", &RunReader::take_schema, wanted},
    JsonMember<RunReader>{"kind", &RunReader::take_kind, "a string"},
    JsonMember<RunReader>{"targets", &RunReader::take_targets, "a list of targets, each with its findings"},
    JsonMember<RunReader>{"findings", &RunReader::take_findings, "a list of findings"}};

/// The lines of a text, to point at what stands in them. Those behind the last one asked for are found soon.
class Lines {
 public:
  Lines(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  /// The place of the byte at `offset`.
  SourceRange range_at(std::size_t offset) {
    offset = std::min(offset, text_.size());
    if (offset < start_) {
      start_ = 0;
      line_ = 1;
    }
    for (auto feed = text_.find('\n', start_); feed < offset; feed = text_.find('\n', start_)) {
      start_ = feed + 1;
      ++line_;
    }
    // Programs write lines that nobody wants to see.
    constexpr std::size_t longest = 65'536;
    auto const line = text_.substr(start_, std::min(text_.find('\n', start_), text_.size()) - start_);
    return {.source = name_,
            .line = line_,
            .column = offset - start_ + 1,
            .length = 1,
            .text = line.size() > longest ? SharedText() : SharedText(line)};
  }

 private:
  std::string_view text_;
  SharedText name_;
  std::size_t start_ = 0;
  std::size_t line_ = 1;
};

class BaselineReader {
 public:
  BaselineReader(std::string_view text, std::string_view name) : text_(text), lines_(text, name) {}

  Result<Baseline> read() && {
    auto const first_line = text_.substr(0, text_.find('\n'));
    if (read_part(first_line)) {
      read_lines(first_line.size());
    } else {
      baseline_.clear();
      mistakes_.clear();
      read_part(text_);
    }
    if (mistakes_.empty() && !has_schema_) {
      tell({.code = DiagnosticCode::json_member_missing,
            .value = "schema",
            .expected = std::string(wanted),
            .range = {.column = 1}},
           0);
    }
    if (!mistakes_.empty()) {
      return std::unexpected(std::move(mistakes_));
    }
    return std::move(baseline_);
  }

 private:
  /// Whether it is a line of `jsonl`.
  bool read_part(std::string_view part) {
    JsonMistakes mistakes;
    RunReader reader(baseline_, mistakes);
    documents_.read<RunReader>(part, 0, reader, RunReader::members, mistakes);
    has_schema_ = has_schema_ || reader.has_schema();
    auto const result = mistakes.result();
    if (!result) {
      for (auto const& mistake : result.error()) {
        tell(mistake, static_cast<std::size_t>(part.data() - text_.data()));
      }
    }
    return reader.is_line();
  }

  void read_lines(std::size_t offset) {
    while (offset < text_.size() && mistakes_.empty()) {
      auto const end = std::min(text_.find('\n', offset), text_.size());
      auto const line = text_.substr(offset, end - offset);
      if (!strip(line, http_whitespace).empty()) {
        read_part(line);
      }
      offset = end + 1;
    }
  }

  /// `start` is where the part begins that the mistake was found in.
  void tell(Diagnostic mistake, std::size_t start) {
    if (mistake.code == DiagnosticCode::json_invalid) {
      mistake.expected = wanted;
    }
    if (mistakes_.size() == most_mistakes) {
      return;
    }
    mistake.range = lines_.range_at(start + mistake.range.column - 1);
    mistakes_.push_back(std::move(mistake));
  }

  std::string_view text_;
  Lines lines_;
  JsonDocuments documents_;
  Baseline baseline_;
  Diagnostics mistakes_;
  bool has_schema_ = false;
};

}  // namespace

Result<Baseline> read_baseline(std::string_view text, std::string_view name) {
  return BaselineReader(text, name).read();
}

}  // namespace corsage::formats
