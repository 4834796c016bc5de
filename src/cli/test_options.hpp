#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "corsage/fetch/profile.hpp"
#include "corsage/http/given_secrets.hpp"
#include "corsage/http/secrets.hpp"
#include "network_options.hpp"
#include "page_options.hpp"
#include "why_options.hpp"

namespace corsage::cli {

/// How results are written.
enum class ReportFormat : std::uint8_t { text, json, junit, tap };

/// Results in one form, in one place.
struct ReportOutput {
  ReportFormat format = ReportFormat::text;
  std::string file = "-";  ///< "-": standard output
};

/// What the command line of `corsage test` says, as typed.
struct TestOptions {
  std::string contract;              ///< a file; "-" is standard input
  std::string at;                    ///< empty: where the contract says
  std::string policy;                ///< a file to test in place of a server; empty: none
  std::string init;                  ///< the URL to write a first contract for; empty: none is written
  std::vector<std::string> origins;  ///< the pages of that contract
  PageOptions page;                  ///< the request of that contract
  NetworkOptions network;
  fetch::Profile const* profile = nullptr;  ///< null: all of them
  UnsafeMethods unsafe_methods = UnsafeMethods::estimate;
  http::GivenSecrets given = {};  ///< of that request
  http::Secrets secrets = http::Secrets::masked;
  std::size_t jobs = 8;
  std::vector<ReportOutput> outputs;
  bool is_watched = false;
  std::optional<int> interval;  ///< seconds
};

void add_test_options(CLI::App& command, TestOptions& options);

/// Every mistake in how the options go together.
Diagnostics mistakes_in(TestOptions const& options);

}  // namespace corsage::cli
