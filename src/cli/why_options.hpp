#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "corsage/fetch/profile.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/platforms/platform.hpp"
#include "network_options.hpp"
#include "page_options.hpp"

namespace corsage::cli {

/// Whether methods that may change something on the server are sent, or stood in for by a GET.
enum class UnsafeMethods : std::uint8_t { estimate, send };

/// What the command line says of the evidence and of the form that the answer takes.
struct AnswerOptions {
  UnsafeMethods unsafe_methods = UnsafeMethods::estimate;
  http::Secrets secrets = http::Secrets::masked;
  bool writes_json = false;
};

/// What the command line of `corsage why` says, as typed.
struct WhyOptions {
  PageOptions page;
  NetworkOptions network;
  fetch::Profile const* profile = nullptr;        ///< null: all of them
  std::vector<std::string> reads;                 ///< response headers that the page wants to read
  platforms::Platform const* platform = nullptr;  ///< null: the one recognised
  AnswerOptions answer;
};

void add_answer_options(CLI::App& command, AnswerOptions& options);

void add_why_options(CLI::App& command, WhyOptions& options);

}  // namespace corsage::cli
