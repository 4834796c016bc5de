#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/explain/hops.hpp"

/// Layers in few words, for fetches that never leave the test.
namespace corsage::explain::layers {

inline constexpr std::string_view page = "https://app.example";
inline constexpr std::string_view stranger = "https://stranger.example";

using Lines = std::vector<http::HeaderList::Line>;

/// What a layer answers; "ORIGIN" in a value stands for the origin that asks.
struct Answers {
  int preflight_status = 204;
  Lines preflight = {};
  int status = 200;
  Lines actual = {};
  std::string body = "{}";
  /// In place of the lines above, to the stranger; to the page asking again; at an address that no cache has seen.
  Lines to_stranger = {};
  Lines again = {};
  Lines afresh = {};
  bool is_silent = false;
};

/// What an application says that knows CORS.
inline Lines const preflight_of_app = {{"Access-Control-Allow-Origin", "ORIGIN"},
                                       {"Access-Control-Allow-Credentials", "true"},
                                       {"Access-Control-Allow-Methods", "GET, PUT"},
                                       {"Access-Control-Max-Age", "60"},
                                       {"X-Powered-By", "Express"}};
inline Lines const actual_of_app = {{"Access-Control-Allow-Origin", "ORIGIN"},
                                    {"Access-Control-Allow-Credentials", "true"},
                                    {"Access-Control-Expose-Headers", "X-Total, X-Page"},
                                    {"Vary", "Origin, Accept"},
                                    {"X-Powered-By", "Express"}};

/// Lets in the page, and a stranger by a name of its own, as an application does that tells origins apart.
inline Answers const app = {.preflight = preflight_of_app, .actual = actual_of_app};

/// The lines but those of that name.
Lines without(Lines lines, std::string_view name);

/// The same, with that line at the end.
Lines with(Lines lines, std::string_view name, std::string_view value);

/// All of them, with that line at the end.
Lines added(Lines lines, std::string_view name, std::string_view value);

/// A layer that answers a PUT so. It is judged as the standard does.
Layer layer(std::string name, Answers const& answers,
            fetch::CredentialsMode credentials = fetch::CredentialsMode::include);

/// The fetch that layers are asked with, and the page it is of.
fetch::Request put(fetch::CredentialsMode credentials = fetch::CredentialsMode::include);
fetch::Environment of(std::string_view origin);

/// The standard's diagnosis of what the layer answered.
Diagnosis diagnosis_of(Layer const& layer, fetch::CredentialsMode credentials = fetch::CredentialsMode::include);

/// "layer reason leg header effect" of each finding; "-" for no header.
std::vector<std::string> told(std::vector<LayerFinding> const& findings, std::vector<Layer> const& layers);

}  // namespace corsage::explain::layers
