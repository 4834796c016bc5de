#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/platforms/platform.hpp"

/// A policy in JavaScript.
namespace corsage::platforms {

/// Whose objects the code has in hand: the Fetch standard's Request and Headers, or the request and the response of
/// Node.js, which Express, Fastify and Koa all stand on.
enum class JavascriptApi : std::uint8_t { fetch, node };

/// The list of origins, where the policy has one.
std::string javascript_origins(policy::Config const& config);

/// A function addCors, which makes an answer's headers the policy's: of (request, headers), or of (request, response).
std::string javascript_function(policy::Config const& config, Place const& place, JavascriptApi api);

/// A function isPreflight(request).
std::string javascript_is_preflight(JavascriptApi api);

/// What is around a middleware of a framework on Node.js: `before`, which are comments, the package that lets addCors have
/// the last word, and the functions above.
std::string node_functions(policy::Config const& config, Place const& place, std::string_view before);

}  // namespace corsage::platforms
