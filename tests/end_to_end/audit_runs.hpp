#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "support/process.hpp"
#include "support/server_rules.hpp"

namespace corsage::test {

/// The origin whose pages are meant to be let in.
inline constexpr auto trusted_page = "https://app.example.com";

/// Lets one page in, as it should be done.
Rules sound_rules();

/// Lets in what no browser sends: a finding of middle severity.
Rules broken_rules();

/// An origin of this machine where nobody listens.
std::string nobody();

bool contains(std::string const& text, std::string const& part);

/// Runs `corsage audit` with these arguments to its end.
Process::Ending audit(Process::Arguments arguments, std::string_view input = {});

/// How long it takes.
std::chrono::milliseconds duration_of(std::function<void()> const& act);

}  // namespace corsage::test
