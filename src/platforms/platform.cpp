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
    {.token = "rails", .name = "Rails", .render = render_rails},
    {.token = "go-rs-cors", .name = "Go (rs/cors)", .render = render_go_rs_cors},
    {.token = "go-jub0bs-cors", .name = "Go (jub0bs/cors)", .render = render_go_jub0bs_cors},
    {.token = "spring", .name = "Spring Boot", .render = render_spring},
    {.token = "aspnet", .name = "ASP.NET Core", .render = render_aspnet},
    {.token = "workers", .name = "Cloudflare Workers", .render = render_workers},
    {.token = "s3", .name = "Amazon S3", .render = render_s3},
    {.token = "api-gateway",
     .name = "Amazon API Gateway",
     .render = render_api_gateway,
     .preflight_status = PreflightStatus::own_unless_login_is_first},
    {.token = "cloudfront",
     .name = "Amazon CloudFront",
     .render = render_cloudfront,
     .preflight_status = PreflightStatus::of_what_is_behind},
    {.token = "gcs", .name = "Google Cloud Storage", .render = render_gcs},
    {.token = "azure", .name = "Azure Storage", .render = render_azure},
    {.token = "envoy", .name = "Envoy", .render = render_envoy},
    {.token = "traefik", .name = "Traefik", .render = render_traefik},
    {.token = "gateway-api", .name = "Kubernetes Gateway API", .render = render_gateway_api},
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
