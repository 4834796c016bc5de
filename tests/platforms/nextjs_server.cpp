#include <string_view>

#include "platforms/node_server.hpp"

namespace corsage::test {
namespace {

constexpr std::string_view rest = R"js(`;
const fs = require('node:fs');
const http = require('node:http');
const next = require('next');

const route = (name, body) => {
  fs.mkdirSync(`app/${name}`, { recursive: true });
  fs.writeFileSync(`app/${name}/route.js`, `
const told = { 'X-Total': '7', 'X-Other': '1' };
export function GET() { ${body} }
export { GET as POST, GET as PUT, GET as PATCH, GET as DELETE };
`);
};
fs.symlinkSync(process.env.NODE_PATH, 'node_modules');
fs.writeFileSync('package.json', '{}');
fs.writeFileSync('middleware.js', middleware);
route('ok', "return new Response('ok', { headers: told })");
route('error', "return new Response('error', { status: 500, headers: told })");
route('own-error', "throw new Error('broken')");
route('conflict', "return new Response('conflict', { headers: { ...told, Vary: 'Accept' } })");
fs.writeFileSync('app/layout.js', 'export default ({ children }) => <html><body>{children}</body></html>;');

const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write = () => true;
process.env.NEXT_TELEMETRY_DISABLED = '1';
const app = next({ dev: true, dir: process.cwd() });
app.prepare().then(() => {
  const server = http.createServer(app.getRequestHandler());
  server.listen(0, '127.0.0.1', () => print(`${server.address().port}\n`));
});
)js";

}  // namespace

/// Next.js in development, which compiles the middleware when it is first asked.
std::unique_ptr<RunningServer> start_nextjs(std::string const& text) {
  auto middleware = text;
  replace_all(middleware, "'/api/:path*'", "'/:path*'");
  std::string script = "const middleware = `";
  for (char const byte : middleware) {
    script.append(byte == '`' || byte == '\\' || byte == '$' ? "\\" : "").append(1, byte);
  }
  return start_node(script.append(rest));
}

}  // namespace corsage::test
