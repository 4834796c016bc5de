#include "platforms/application.hpp"

namespace corsage::test {

/// Node.js has the same Request and Response: a bridge from its HTTP server to the Worker's fetch.
std::unique_ptr<RunningServer> start_workers(std::string const& text) {
  auto const script = R"(import { createServer } from 'node:http';

const told = { 'X-Total': '7', 'X-Other': '1' };

async function respond(request) {
  switch (new URL(request.url).pathname) {
    case '/ok': return new Response('ok', { headers: told });
    case '/error': return new Response('error', { status: 500, headers: told });
    case '/own-error': throw new Error('broken');
    case '/conflict':
      return new Response('conflict', { headers: {
        ...told, 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'X-Other', 'Vary': 'Accept, Origin' } });
    default: return new Response('missing', { status: 404, headers: told });
  }
}

)" + text + R"(
import worker from './application.mjs';

console.error = () => {};
const server = createServer(async (asked, answer) => {
  const request = new Request('http://localhost' + asked.url, { method: asked.method });
  // Node.js refuses such names to pages, a Worker gets them all.
  const headers = new Headers(asked.headers);
  const response = await worker.fetch({ url: request.url, method: asked.method, headers });
  answer.writeHead(response.status, Object.fromEntries(response.headers));
  answer.end(Buffer.from(await response.arrayBuffer()));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
)";
  return std::make_unique<ScriptServer>("application.mjs", script, Process::Arguments{"node"}, Process::Options());
}

}  // namespace corsage::test
