#pragma once

#include <string>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/fetch/profile.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "corsage/url/url.hpp"
#include "network_options.hpp"
#include "page_options.hpp"
#include "why_options.hpp"

namespace corsage::cli {

/// What the command line of `corsage hops` says, as typed.
struct HopsOptions {
  PageOptions page;
  NetworkOptions network;
  fetch::Profile const* profile = nullptr;  ///< null: all of them
  std::vector<std::string> hops;            ///< NAME=URL each, inside out
  transport::DetourHost host = transport::DetourHost::of_url;
  AnswerOptions answer;
};

void add_hops_options(CLI::App& command, HopsOptions& options);

/// Where a layer listens.
struct NamedHop {
  std::string name;
  url::Url url;
};

/// What the layers mean, inside out, or every mistake in them.
Result<std::vector<NamedHop>> hops_of(HopsOptions const& options);

}  // namespace corsage::cli
