#include "audit_outputs.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "audit_formats.hpp"
#include "complain.hpp"
#include "corsage/base/nearest_name.hpp"
#include "write_all.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

Diagnostic mistake(std::string_view value, std::string expected) {
  return {.code = DiagnosticCode::option_value_invalid,
          .value = std::string(value),
          .expected = std::move(expected),
          .range = {.source = "--output"}};
}

std::string unknown_format(std::string const& name, std::vector<AuditFormat> const& formats) {
  std::vector<std::string> names;
  names.reserve(formats.size());
  for (auto const& format : formats) {
    names.emplace_back(format.name);
  }
  auto const meant = did_you_mean(name, names);
  return meant.empty() ? fmt::format("the forms are {}", fmt::join(names, ", ")) : meant.substr(2);
}

}  // namespace

AuditOutputs::~AuditOutputs() {
  for (auto const& output : outputs_) {
    if (output.descriptor >= 0) {
      ::close(output.descriptor);
    }
  }
}

Result<AuditOutputs::Output> AuditOutputs::output_of(std::string_view typed) const {
  auto const equals = typed.find('=');
  auto const name = std::string(typed.substr(0, equals));
  auto file = equals == std::string_view::npos ? std::string() : std::string(typed.substr(equals + 1));
  auto const formats = audit_formats();
  auto const format = std::ranges::find(formats, std::string_view(name), &AuditFormat::name);
  if (format == formats.end()) {
    return failure(mistake(name, unknown_format(name, formats)));
  }
  if (equals != std::string_view::npos && file.empty()) {
    return failure(mistake(typed, "behind = stands a file, or - for standard output"));
  }
  if (file == "-") {
    file.clear();
  }
  auto const look = file.empty() ? look_of(STDOUT_FILENO, color_) : report::Look{};
  return Output{.file = std::move(file), .writer = format->make(look)};
}

Result<void> AuditOutputs::open(std::vector<std::string> typed) {
  auto const goes_to_standard_output = [](std::string const& text) {
    return text.find('=') == std::string::npos || text.ends_with("=-");
  };
  if (std::ranges::none_of(typed, goes_to_standard_output)) {
    typed.emplace_back("text");
  }
  Diagnostics mistakes;
  for (auto const& text : typed) {
    auto output = output_of(text);
    if (!output) {
      mistakes.push_back(output.error().front());
    } else if (std::ranges::find(outputs_, output->file, &Output::file) != outputs_.end()) {
      mistakes.push_back(mistake(text, "another form goes to the same place; write FORMAT=FILE"));
    } else {
      has_text_ = has_text_ || (output->file.empty() && text.starts_with("text"));
      outputs_.push_back(*std::move(output));
    }
  }
  for (auto output = outputs_.begin(); mistakes.empty() && output != outputs_.end(); ++output) {
    if (!output->file.empty()) {
      constexpr mode_t readable_by_all = 0644;
      output->descriptor = ::open(output->file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, readable_by_all);
      if (output->descriptor < 0) {
        mistakes.push_back(mistake(output->file, fmt::format("it cannot be written: {}", std::strerror(errno))));
      }
    }
  }
  return mistakes.empty() ? Result<void>() : std::unexpected(std::move(mistakes));
}

void AuditOutputs::begin(audit::Run const& run) {
  for (auto& output : outputs_) {
    output.writer->begin(run, room_);
    write(output);
  }
}

void AuditOutputs::add(audit::Audited const& audited) {
  for (auto& output : outputs_) {
    output.writer->add(audited, room_);
    write(output);
  }
}

void AuditOutputs::end(audit::Summary const& summary) {
  for (auto& output : outputs_) {
    output.writer->end(summary, room_);
    write(output);
  }
}

void AuditOutputs::write(Output& output) {
  if (output.file.empty()) {
    standard_output_.write(room_, interruption_);
  } else if (output.descriptor >= 0) {
    if (int const error = write_all(output.descriptor, room_, interruption_); error != 0) {
      complain(fmt::format("{} cannot be written: {}", output.file, std::strerror(error)));
      ::close(std::exchange(output.descriptor, -1));
      has_failed_ = true;
    }
  }
  room_.clear();
}

bool AuditOutputs::is_unread() const {
  return outputs_.size() == 1 && outputs_.front().file.empty() &&
         (standard_output_.is_closed() || standard_output_.failure() != 0);
}

}  // namespace corsage::cli
