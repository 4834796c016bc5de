#include <cstdint>

#include "corsage/base/joined.hpp"
#include "header_lines.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// What a TimeSpan holds, in seconds.
constexpr std::uint64_t longest_age = 922337203685;

/// A predicate, also for lists: WithOrigins turns them into lower case.
std::string origins(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::everybody) {
    return "    .AllowAnyOrigin()\n";
  }
  if (origin_rule(config) == OriginRule::reflected) {
    return "    .SetIsOriginAllowed(origin => true) // everybody, by name\n";
  }
  if (has_patterns(config)) {
    return fmt::format(
        "    .SetIsOriginAllowed(origin => System.Text.RegularExpressions.Regex.IsMatch(\n"
        "        origin, @\"\\A{}\\z\"))\n",
        with_doubled(regular_expression_of(patterns_of(config)), '"'));
  }
  std::string alternatives;
  for (auto const& origin : origins_of(config)) {
    alternatives.append(alternatives.empty() ? "" : " or ").append(quoted(origin, '"'));
  }
  return fmt::format("    .SetIsOriginAllowed(origin => origin is {})\n", alternatives);
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
  if (auto const max_age = max_age_within(config, longest_age)) {
    text += comment_on_max_age("    //", config, longest_age);
    text += fmt::format("    .SetPreflightMaxAge(TimeSpan.FromSeconds({}))\n", *max_age);
  }
  return text;
}

/// A middleware whose statements are run when an answer begins; of several the last one first.
std::string on_starting(std::string_view statements) {
  return fmt::format(
      "app.Use((context, next) =>\n"
      "{{\n"
      "    context.Response.OnStarting(() =>\n"
      "    {{\n"
      "        var headers = context.Response.Headers;\n"
      "{}"
      "        return Task.CompletedTask;\n"
      "    }});\n"
      "    return next(context);\n"
      "}});\n",
      statements);
}

std::string add_vary(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::everybody) {
    return {};
  }
  return "// Where UseCors allows nothing it leaves Vary out, and caches mix answers up.\n" +
         on_starting(
             "        if (!headers.GetCommaSeparatedValues(\"Vary\").Contains(\"Origin\", "
             "StringComparer.OrdinalIgnoreCase))\n"
             "        {\n"
             "            headers.AppendCommaSeparatedValues(\"Vary\", \"Origin\");\n"
             "        }\n");
}

std::string without_own_cors(policy::Config const& config) {
  std::string statements;
  for (auto const name : owned_headers(config)) {
    statements += fmt::format("        headers.Remove(\"{}\");\n", name);
  }
  if (config.timing) {
    statements +=
        fmt::format("        headers[\"Timing-Allow-Origin\"] = {};\n", quoted(joined(origins_of(config)), '"'));
  }
  return "// Right behind it: what endpoints set of CORS themselves would stand, also for\n"
         "// origins that are refused.\n" +
         on_starting(statements);
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
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: Response.Headers, web.config, or the proxy in front.\n");
  text += "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy\n";
  text += origins(config) + settings(config);
  text.insert(text.size() - 1, "));");
  text += "\n// After UseRouting, before UseAuthentication and UseAuthorization, which would\n";
  text += "// refuse the preflight; it is answered with 204. An exception that nothing\n";
  text += "// before this handles (UseExceptionHandler) leaves without the headers. IIS\n";
  text += "// with Windows authentication answers OPTIONS with 401 first. An endpoint's\n";
  text += "// [EnableCors], [DisableCors] or RequireCors wins over the policy: take it out.\n";
  return text + add_vary(config) + "app.UseCors();\n" + without_own_cors(config);
}

}  // namespace corsage::platforms
