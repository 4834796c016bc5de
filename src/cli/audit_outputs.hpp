#pragma once

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/base/result.hpp"
#include "corsage/formats/audit_writer.hpp"
#include "interruption.hpp"
#include "standard_output.hpp"
#include "terminal.hpp"

namespace corsage::cli {

/// Where a run of audits is written to, in which form each: several at once. Everything is written as it comes.
class AuditOutputs {
 public:
  AuditOutputs(StandardOutput& standard_output, ColorChoice color) : standard_output_(standard_output), color_(color) {}
  ~AuditOutputs();
  AuditOutputs(AuditOutputs const&) = delete;
  AuditOutputs& operator=(AuditOutputs const&) = delete;

  /// Opens what FORMAT or FORMAT=FILE say, and text on standard output where nothing else goes there; or tells the mistakes,
  /// and opens nothing.
  Result<void> open(std::vector<std::string> typed);

  /// From now on it is heard while nobody takes what is written.
  void listen_to(Interruption& interruption) { interruption_ = &interruption; }

  /// Whether people read it on standard output.
  bool has_text() const { return has_text_; }

  void begin(audit::Run const& run);
  void add(audit::Audited const& audited);
  void end(audit::Summary const& summary);

  /// Whether a file could not be written; that was told.
  bool has_failed() const { return has_failed_; }

  /// Whether all of it goes to somebody who does not read any more.
  bool is_unread() const;

 private:
  struct Output {
    std::string file;  ///< empty: standard output
    int descriptor = -1;
    std::unique_ptr<formats::AuditWriter> writer;
  };

  Result<Output> output_of(std::string_view typed) const;
  void write(Output& output);

  StandardOutput& standard_output_;
  ColorChoice color_;
  std::list<Output> outputs_;
  std::string room_;
  Interruption* interruption_ = nullptr;
  bool has_text_ = false;
  bool has_failed_ = false;
};

}  // namespace corsage::cli
