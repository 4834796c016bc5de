#include "javascript.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// The path as a pattern of path-to-regexp, in which Next.js writes paths. One slash at the end fits by itself.
std::string pattern_of(std::string_view path) {
  constexpr std::string_view special = ":*+?(){}\\";
  if (path.size() > 1 && path.ends_with('/')) {
    path.remove_suffix(1);
  }
  std::string pattern;
  for (char const byte : path) {
    pattern.append(special.find(byte) == std::string_view::npos ? "" : "\\").append(1, byte);
  }
  return pattern;
}

std::string matcher(std::vector<std::string> const& paths) {
  if (paths.empty()) {
    return "// The paths that pages ask for: put yours here.\nexport const config = { matcher: '/api/:path*' }\n";
  }
  std::vector<std::string> patterns;
  patterns.reserve(paths.size());
  for (auto const& path : paths) {
    patterns.push_back(pattern_of(path));
  }
  return fmt::format("export const config = {{ matcher: [{}] }}\n", quoted_list(patterns, '\''));
}

}  // namespace

// https://nextjs.org/docs/app/api-reference/file-conventions/middleware
Result<std::string> render_nextjs(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  bool const answers_preflights = place.preflights == Preflights::answer;
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: headers() in next.config.js, a route, or the proxy.\n");
  text += "// middleware.js beside app or pages (Next.js 16: proxy.js, function proxy).\n";
  text += "// headers() in next.config.js cannot say which of several origins asks. What a\n";
  text += "// route sets of CORS itself stands beside this, also for refused origins: take\n";
  text += "// it out. Redirects to or from a trailing slash come before it, and no\n";
  text += "// preflight follows one: pages have to ask for the URL as it is.\n";
  text += "import { NextResponse } from 'next/server'\n\n";
  text += javascript_origins(config);
  text += answers_preflights ? javascript_is_preflight(JavascriptApi::fetch) : "";
  text += javascript_function(config, place, JavascriptApi::fetch);
  text += "export function middleware(request) {\n";
  if (answers_preflights) {
    text += fmt::format(
        "  const response = isPreflight(request) ? new NextResponse(null, {{ status: {} }}) : NextResponse.next()\n",
        config.preflight_status);
  } else {
    text += "  const response = NextResponse.next()\n";
  }
  text += "  addCors(request, response.headers)\n";
  text += "  return response\n}\n\n";
  return text + matcher(place.paths);
}

}  // namespace corsage::platforms
