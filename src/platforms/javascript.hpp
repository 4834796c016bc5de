#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/platforms/platform.hpp"

/// A policy in JavaScript, for platforms that speak the Fetch standard's Request and Response.
namespace corsage::platforms {

/// A regular expression between its slashes, anchored.
std::string javascript_regular_expression(std::vector<std::string> const& origins);

/// Origins and patterns as entries of an array: strings and regular expressions.
std::string javascript_entries(std::vector<std::string> const& origins);

/// The list of origins, where the policy has one.
std::string javascript_origins(policy::Config const& config);

/// A function addCors(request, headers), which makes an answer's headers the policy's.
std::string javascript_function(policy::Config const& config, Place const& place);

/// A function isPreflight(request).
std::string javascript_is_preflight();

}  // namespace corsage::platforms
