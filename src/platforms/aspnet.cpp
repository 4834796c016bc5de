#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// With a predicate the answer varies by Origin, which WithOrigins of a single origin would not say.
std::string origins(policy::Config const& config) {
  switch (origin_rule(config)) {
    case OriginRule::everybody: return "    .AllowAnyOrigin()\n";
    case OriginRule::reflected: return "    .SetIsOriginAllowed(origin => true) // everybody, by name\n";
    case OriginRule::one:
      return fmt::format("    .SetIsOriginAllowed(origin => origin == {}) // WithOrigins of one leaves Vary out\n",
                         quoted(config.origins.front(), '"'));
    case OriginRule::listed: break;
  }
  if (!has_patterns(config)) {
    return fmt::format("    .WithOrigins({}) // without a slash at the end, which would never match\n",
                       quoted_list(config.origins, '"'));
  }
  return fmt::format("    .SetIsOriginAllowed(origin => Regex.IsMatch(origin, @\"\\A{}\\z\"))\n",
                     with_doubled(regular_expression_of(config.origins), '"'));
}

std::string settings(policy::Config const& config) {
  auto text = is_everything(config.methods)
                  ? std::string("    .AllowAnyMethod()\n")
                  : fmt::format("    .WithMethods({})\n", quoted_list(all_methods(config), '"'));
  if (is_everything(config.request_headers)) {
    text += "    .AllowAnyHeader()\n";
  } else if (!config.request_headers.empty()) {
    text += fmt::format("    .WithHeaders({})\n", quoted_list(config.request_headers, '"'));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format("    .WithExposedHeaders({})\n", quoted_list(config.response_headers, '"'));
  }
  if (config.credentials) {
    text += "    .AllowCredentials()\n";
  }
  if (config.max_age) {
    text += fmt::format("    .SetPreflightMaxAge(TimeSpan.FromSeconds({}))\n", *config.max_age);
  }
  return text;
}

}  // namespace

// https://learn.microsoft.com/en-us/aspnet/core/security/cors
Result<std::string> render_aspnet(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (has_patterns(config)) {
    check_timing(config, mistakes);
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced(
      "//", place.replaced, "// Take out what sets it: Response.Headers, customHeaders in web.config, or the proxy.\n");
  text += "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy\n";
  text += origins(config) + settings(config);
  text.insert(text.size() - 1, "));");
  text += "\n// After UseRouting, before UseAuthentication and UseAuthorization, which would refuse the\n";
  text += "// preflight; it is answered with 204. UseExceptionHandler before this clears the headers\n";
  text += "// of the answers it makes. IIS with Windows authentication answers OPTIONS with 401 first.\n";
  text += "app.UseCors();\n";
  if (config.timing) {
    text += fmt::format(
        "app.Use((context, next) =>\n{{\n"
        "    context.Response.Headers[\"Timing-Allow-Origin\"] = {};\n"
        "    return next(context);\n}});\n",
        quoted(joined(config.origins), '"'));
  }
  return text;
}

}  // namespace corsage::platforms
