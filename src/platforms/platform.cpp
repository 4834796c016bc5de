#include "corsage/platforms/platform.hpp"

#include <algorithm>
#include <array>

#include "renderers.hpp"

namespace corsage::platforms {
namespace {

constexpr auto platforms = std::to_array<Platform>({
    {.token = "nginx", .name = "nginx", .render = render_nginx},
    {.token = "apache", .name = "Apache", .render = render_apache},
    {.token = "haproxy", .name = "HAProxy", .render = render_haproxy},
    {.token = "caddy", .name = "Caddy", .render = render_caddy},
    {.token = "express", .name = "Express", .render = render_express},
    {.token = "fastify", .name = "Fastify", .render = render_fastify},
    {.token = "koa", .name = "Koa", .render = render_koa},
    {.token = "nextjs", .name = "Next.js", .render = render_nextjs},
    {.token = "flask", .name = "Flask", .render = render_flask},
    {.token = "django", .name = "Django", .render = render_django},
    {.token = "fastapi", .name = "FastAPI", .render = render_fastapi},
    {.token = "workers", .name = "Cloudflare Workers", .render = render_workers},
    {.token = "any", .name = "any server", .render = render_any_server},
});

}  // namespace

std::span<Platform const> all_platforms() {
  return platforms;
}

Platform const* platform_named(std::string_view token) {
  auto const* const found = std::ranges::find(platforms, token, &Platform::token);
  return found == platforms.end() ? nullptr : found;
}

}  // namespace corsage::platforms
