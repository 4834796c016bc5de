#include "corsage/explain/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "text_search.hpp"

namespace corsage::explain {
namespace {

/// A header with this name whose value holds `part`, in any case; an empty name asks for nothing.
struct HeaderSignal {
  std::string_view name = {};
  std::string_view part = {};
};

/// A row of the table: everything that is given must hold.
struct Signal {
  Fingerprint fingerprint;
  std::optional<trace::Leg> leg = std::nullopt;
  int status = 0;  ///< 0 is any
  std::array<HeaderSignal, 2> headers = {};
  std::string_view body = {};  ///< a part of the body
  HeaderSignal without = {};   ///< no header with this name whose value holds this part
};

constexpr auto certain = Confidence::certain;
constexpr auto preflight = trace::Leg::preflight;
constexpr std::string_view allow_origin = http::header::access_control_allow_origin;

// Answers that explain the cause.
constexpr Signal explaining[] = {
    {.fingerprint = {.product = "Spring",
                     .platform = "spring",
                     .confidence = certain,
                     .signal = "403 with the body \"Invalid CORS request\"",
                     .meaning = "Spring's CORS filter refused the origin, the method or a request header."},
     .status = 403,
     .body = "Invalid CORS request"},
    {.fingerprint = {.product = "Starlette (FastAPI)",
                     .platform = "fastapi",
                     .confidence = certain,
                     .signal = "400 with the body \"Disallowed CORS ...\"",
                     .meaning = "CORSMiddleware refused the preflight; the body lists what it refused: origin, method, "
                                "headers."},
     .status = 400,
     .body = "Disallowed CORS "},
    {.fingerprint = {.product = "Express",
                     .platform = "express",
                     .confidence = certain,
                     .signal = "404 with the body \"Cannot OPTIONS ...\"",
                     .meaning = "No handler answers OPTIONS for this path."},
     .status = 404,
     .body = "Cannot OPTIONS /"},
    {.fingerprint = {.product = "Amazon S3",
                     .confidence = certain,
                     .signal = "403 with CORSResponse and AccessForbidden in the body",
                     .meaning = "No CORS rule of the bucket matches the origin, the method and the headers."},
     .status = 403,
     .body = "CORSResponse: "},
    {.fingerprint = {.product = "Amazon S3",
                     .confidence = certain,
                     .signal = "a redirect with the body TemporaryRedirect",
                     .meaning = "The bucket is in another region: use its regional endpoint."},
     .body = "<Code>TemporaryRedirect</Code>"},
    {.fingerprint = {.product = "Amazon S3",
                     .confidence = certain,
                     .signal = "a redirect with the body PermanentRedirect",
                     .meaning = "The bucket is in another region: use its regional endpoint."},
     .body = "<Code>PermanentRedirect</Code>"},
    {.fingerprint = {.product = "Amazon API Gateway",
                     .confidence = certain,
                     .signal = "\"Missing Authentication Token\" with x-amzn-ErrorType",
                     .meaning = "The API has no such route or method; without an OPTIONS method every preflight gets "
                                "this answer."},
     .headers = {{{"x-amzn-errortype", ""}}},
     .body = "Missing Authentication Token"},
    {.fingerprint = {.product = "Amazon API Gateway",
                     .confidence = certain,
                     .signal = "401 with x-amzn-ErrorType and without Access-Control-Allow-Origin",
                     .meaning = "The gateway's authorizer answered, not the function: gateway responses need CORS "
                                "headers of their own."},
     .status = 401,
     .headers = {{{"x-amzn-errortype", ""}}},
     .without = {allow_origin, ""}},
    {.fingerprint = {.product = "an API gateway",
                     .signal = "{\"message\":\"Unauthorized\"} without Access-Control-Allow-Origin",
                     .meaning = "A gateway refused the request before the application saw it."},
     .body = "{\"message\":\"Unauthorized\"}",
     .without = {allow_origin, ""}},
    {.fingerprint = {.product = "an API gateway",
                     .signal = "{\"message\":\"Forbidden\"} without Access-Control-Allow-Origin",
                     .meaning = "A gateway refused the request before the application saw it."},
     .body = "{\"message\":\"Forbidden\"}",
     .without = {allow_origin, ""}},
    {.fingerprint = {.product = "Supabase",
                     .signal = "\"Invalid JWT\" without Access-Control-Allow-Origin",
                     .meaning = "The gateway refused the token before the function ran."},
     .body = "Invalid JWT",
     .without = {allow_origin, ""}},
    {.fingerprint = {.product = "Google Cloud",
                     .confidence = certain,
                     .signal = "403 from Google Frontend to the preflight",
                     .meaning = "The service wants an authenticated caller (IAM), and a preflight never is one; or the "
                                "region or the name is wrong."},
     .leg = preflight,
     .status = 403,
     .headers = {{{"server", "Google Frontend"}}}},
    {.fingerprint = {.product = "IIS with Windows authentication",
                     .signal = "WWW-Authenticate: Negotiate to the preflight",
                     .meaning = "Authentication comes before CORS; a preflight never carries credentials."},
     .leg = preflight,
     .headers = {{{"www-authenticate", "Negotiate"}}}},
    {.fingerprint = {.product = "IIS with Windows authentication",
                     .signal = "WWW-Authenticate: NTLM to the preflight",
                     .meaning = "Authentication comes before CORS; a preflight never carries credentials."},
     .leg = preflight,
     .headers = {{{"www-authenticate", "NTLM"}}}},
    {.fingerprint = {.product = "nginx",
                     .platform = "nginx",
                     .confidence = certain,
                     .signal = "nginx's own page for 405 to the preflight",
                     .meaning = "nginx serves this path from files and refuses OPTIONS."},
     .leg = preflight,
     .status = 405,
     .headers = {{{"server", "nginx"}}},
     // What it hands on from a server behind it has another page.
     .body = "<center>nginx",
     .without = {"allow", ""}},
    {.fingerprint = {.product = "a router",
                     .signal = "405 with an Allow header that leaves OPTIONS out",
                     .meaning = "The route exists, but nothing answers OPTIONS for it."},
     .leg = preflight,
     .status = 405,
     .headers = {{{"allow", ""}}},
     .without = {"allow", "OPTIONS"}},
    {.fingerprint = {.product = "ASP.NET Core",
                     .platform = "aspnet",
                     .confidence = certain,
                     .signal = "204 from Kestrel to the preflight without any Access-Control-* header",
                     .meaning = "No origin of the CORS policy matched; a trailing slash in a policy's origin never "
                                "matches."},
     .leg = preflight,
     .status = 204,
     .headers = {{{"server", "Kestrel"}}},
     .without = {allow_origin, ""}},
    {.fingerprint = {.product = "Cloudflare",
                     .confidence = certain,
                     .signal = "cf-mitigated: challenge",
                     .meaning = "A bot challenge answered in the server's place; this is not CORS."},
     .headers = {{{"cf-mitigated", "challenge"}}}},
    {.fingerprint = {.product = "Cloudflare",
                     .confidence = certain,
                     .signal = "CF-Cache-Status: HIT",
                     .meaning = "The answer comes from Cloudflare's cache and may be older than the last change."},
     .headers = {{{"cf-cache-status", "HIT"}}}},
    {.fingerprint = {.product = "Amazon CloudFront",
                     .confidence = certain,
                     .signal = "X-Cache: Hit from cloudfront",
                     .meaning =
                         "The answer comes from CloudFront's cache, perhaps stored for a request without Origin."},
     .headers = {{{"x-cache", "Hit from cloudfront"}}}},
    {.fingerprint = {.product = "Microsoft Entra ID",
                     .confidence = certain,
                     .signal = "Location at login.microsoftonline.com",
                     .meaning = "The session has ended and a proxy sends the request to a login page; it should "
                                "answer 401."},
     .headers = {{{"location", "login.microsoftonline.com"}}}},
    {.fingerprint = {.product = "Google sign-in",
                     .confidence = certain,
                     .signal = "Location at accounts.google.com",
                     .meaning = "The session has ended and a proxy sends the request to a login page; it should "
                                "answer 401."},
     .headers = {{{"location", "accounts.google.com"}}}},
    {.fingerprint = {.product = "Cloudflare Access",
                     .confidence = certain,
                     .signal = "Location with cdn-cgi/access",
                     .meaning = "The session has ended and Cloudflare Access sends the request to a login page."},
     .headers = {{{"location", "cdn-cgi/access"}}}},
};

// Headers that only name the product: the application first, then what stands before it.
constexpr Signal naming[] = {
    {.fingerprint =
         {.product = "Express", .platform = "express", .confidence = certain, .signal = "X-Powered-By: Express"},
     .headers = {{{"x-powered-by", "Express"}}}},
    {.fingerprint =
         {.product = "Next.js", .platform = "nextjs", .confidence = certain, .signal = "X-Powered-By: Next.js"},
     .headers = {{{"x-powered-by", "Next.js"}}}},
    {.fingerprint = {.product = "PHP", .confidence = certain, .signal = "X-Powered-By: PHP"},
     .headers = {{{"x-powered-by", "PHP"}}}},
    {.fingerprint = {.product = "ASP.NET", .confidence = certain, .signal = "X-Powered-By: ASP.NET"},
     .headers = {{{"x-powered-by", "ASP.NET"}}}},
    {.fingerprint =
         {.product = "ASP.NET Core", .platform = "aspnet", .confidence = certain, .signal = "Server: Kestrel"},
     .headers = {{{"server", "Kestrel"}}}},
    {.fingerprint = {.product = "Uvicorn (FastAPI, Starlette)",
                     .platform = "fastapi",
                     .confidence = certain,
                     .signal = "Server: uvicorn"},
     .headers = {{{"server", "uvicorn"}}}},
    {.fingerprint = {.product = "Gunicorn (Django, Flask)", .confidence = certain, .signal = "Server: gunicorn"},
     .headers = {{{"server", "gunicorn"}}}},
    {.fingerprint =
         {.product = "Werkzeug (Flask)", .platform = "flask", .confidence = certain, .signal = "Server: Werkzeug"},
     .headers = {{{"server", "Werkzeug"}}}},
    {.fingerprint = {.product = "Deno", .confidence = certain, .signal = "Server: deno"},
     .headers = {{{"server", "deno"}}}},
    {.fingerprint = {.product = "a Java servlet container", .signal = "a JSESSIONID cookie"},
     .headers = {{{"set-cookie", "JSESSIONID="}}}},
    {.fingerprint = {.product = "Laravel", .confidence = certain, .signal = "a laravel_session cookie"},
     .headers = {{{"set-cookie", "laravel_session="}}}},
    {.fingerprint = {.product = "Rails", .signal = "X-Runtime"}, .headers = {{{"x-runtime", ""}}}},
    {.fingerprint = {.product = "Supabase", .confidence = certain, .signal = "sb-request-id"},
     .headers = {{{"sb-request-id", ""}}}},
    {.fingerprint = {.product = "Amazon API Gateway", .confidence = certain, .signal = "x-amz-apigw-id"},
     .headers = {{{"x-amz-apigw-id", ""}}}},
    {.fingerprint = {.product = "Amazon API Gateway", .confidence = certain, .signal = "apigw-requestid"},
     .headers = {{{"apigw-requestid", ""}}}},
    {.fingerprint = {.product = "Azure Storage", .signal = "x-ms-request-id"}, .headers = {{{"x-ms-request-id", ""}}}},
    {.fingerprint = {.product = "Google Cloud Storage", .confidence = certain, .signal = "x-goog-storage-class"},
     .headers = {{{"x-goog-storage-class", ""}}}},
    {.fingerprint = {.product = "Amazon S3", .confidence = certain, .signal = "Server: AmazonS3"},
     .headers = {{{"server", "AmazonS3"}}}},
    {.fingerprint = {.product = "Microsoft IIS", .confidence = certain, .signal = "Server: Microsoft-IIS"},
     .headers = {{{"server", "Microsoft-IIS"}}}},
    {.fingerprint = {.product = "Apache", .platform = "apache", .confidence = certain, .signal = "Server: Apache"},
     .headers = {{{"server", "Apache"}}}},
    {.fingerprint = {.product = "nginx", .platform = "nginx", .confidence = certain, .signal = "Server: nginx"},
     .headers = {{{"server", "nginx"}}}},
    {.fingerprint = {.product = "Caddy", .platform = "caddy", .confidence = certain, .signal = "Server: Caddy"},
     .headers = {{{"server", "Caddy"}}}},
    {.fingerprint = {.product = "Caddy", .platform = "caddy", .confidence = certain, .signal = "Via: Caddy"},
     .headers = {{{"via", "Caddy"}}}},
    {.fingerprint = {.product = "Envoy", .confidence = certain, .signal = "Server: envoy"},
     .headers = {{{"server", "envoy"}}}},
    {.fingerprint = {.product = "AWS load balancer", .confidence = certain, .signal = "Server: awselb"},
     .headers = {{{"server", "awselb"}}}},
    {.fingerprint = {.product = "Google Cloud", .confidence = certain, .signal = "Server: Google Frontend"},
     .headers = {{{"server", "Google Frontend"}}}},
    {.fingerprint = {.product = "Vercel", .confidence = certain, .signal = "x-vercel-id"},
     .headers = {{{"x-vercel-id", ""}}}},
    {.fingerprint = {.product = "Amazon CloudFront", .confidence = certain, .signal = "Via: CloudFront"},
     .headers = {{{"via", "CloudFront"}}}},
    {.fingerprint = {.product = "Varnish", .confidence = certain, .signal = "Via: varnish"},
     .headers = {{{"via", "varnish"}}}},
    {.fingerprint = {.product = "Cloudflare", .confidence = certain, .signal = "CF-RAY"},
     .headers = {{{"cf-ray", ""}}}},
};

bool has(http::HeaderList const& headers, HeaderSignal const& signal) {
  return std::ranges::any_of(headers, [&](http::HeaderList::Line const& line) {
    return byte_case_insensitive_equal(line.name, signal.name) && contains_in_any_case(line.value, signal.part);
  });
}

bool holds(Signal const& signal, trace::Leg leg, http::Response const& response) {
  bool const fits = (!signal.leg || *signal.leg == leg) && (signal.status == 0 || signal.status == response.status) &&
                    (signal.body.empty() || response.body.find(signal.body) != std::string::npos);
  return fits && (signal.without.name.empty() || !has(response.headers, signal.without)) &&
         std::ranges::all_of(signal.headers, [&](HeaderSignal const& header) {
           return header.name.empty() || has(response.headers, header);
         });
}

void add_held(std::span<Signal const> signals, fetch::Exchange const& exchange, std::vector<Fingerprint>& found) {
  auto const* const answered = exchange.answered();
  if (answered == nullptr) {
    return;
  }
  for (auto const& signal : signals) {
    if (holds(signal, exchange.request.leg, answered->response) &&
        std::ranges::find(found, signal.fingerprint) == found.end()) {
      found.push_back(signal.fingerprint);
    }
  }
}

}  // namespace

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::likely: return "likely";
    case Confidence::certain: return "certain";
  }
  return "";
}

std::vector<Fingerprint> recognise(fetch::Exchange const& exchange) {
  std::vector<Fingerprint> found;
  add_held(explaining, exchange, found);
  add_held(naming, exchange, found);
  return found;
}

std::vector<Fingerprint> recognise(fetch::Journal const& journal) {
  std::vector<Fingerprint> found;
  for (auto const& exchange : journal) {
    add_held(explaining, exchange, found);
  }
  for (auto const& exchange : journal) {
    add_held(naming, exchange, found);
  }
  return found;
}

std::string_view platform_of(std::span<Fingerprint const> fingerprints) {
  auto const named =
      std::ranges::find_if(fingerprints, [](Fingerprint const& found) { return found.platform != "any"; });
  return named == fingerprints.end() ? "any" : named->platform;
}

}  // namespace corsage::explain
