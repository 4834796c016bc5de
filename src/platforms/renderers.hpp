#pragma once

#include <string>

#include "corsage/platforms/platform.hpp"

/// One function a platform, each in the file of its name.
namespace corsage::platforms {

Result<std::string> render_any_server(policy::Config const& config, Place const& place);
Result<std::string> render_apache(policy::Config const& config, Place const& place);
Result<std::string> render_api_gateway(policy::Config const& config, Place const& place);
Result<std::string> render_aspnet(policy::Config const& config, Place const& place);
Result<std::string> render_azure(policy::Config const& config, Place const& place);
Result<std::string> render_caddy(policy::Config const& config, Place const& place);
Result<std::string> render_cloudfront(policy::Config const& config, Place const& place);
Result<std::string> render_django(policy::Config const& config, Place const& place);
Result<std::string> render_envoy(policy::Config const& config, Place const& place);
Result<std::string> render_express(policy::Config const& config, Place const& place);
Result<std::string> render_fastapi(policy::Config const& config, Place const& place);
Result<std::string> render_fastify(policy::Config const& config, Place const& place);
Result<std::string> render_flask(policy::Config const& config, Place const& place);
Result<std::string> render_gateway_api(policy::Config const& config, Place const& place);
Result<std::string> render_gcs(policy::Config const& config, Place const& place);
Result<std::string> render_go_jub0bs_cors(policy::Config const& config, Place const& place);
Result<std::string> render_go_rs_cors(policy::Config const& config, Place const& place);
Result<std::string> render_haproxy(policy::Config const& config, Place const& place);
Result<std::string> render_koa(policy::Config const& config, Place const& place);
Result<std::string> render_nextjs(policy::Config const& config, Place const& place);
Result<std::string> render_nginx(policy::Config const& config, Place const& place);
Result<std::string> render_rails(policy::Config const& config, Place const& place);
Result<std::string> render_s3(policy::Config const& config, Place const& place);
Result<std::string> render_spring(policy::Config const& config, Place const& place);
Result<std::string> render_traefik(policy::Config const& config, Place const& place);
Result<std::string> render_workers(policy::Config const& config, Place const& place);

}  // namespace corsage::platforms
