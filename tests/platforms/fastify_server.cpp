#include "platforms/node_server.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_fastify(std::string const& text) {
  return start_node("const app = require('fastify')();\n" + text + R"(
const conflicting = {
  'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': 'X-Other', 'Vary': 'Accept, Origin' };
const tell = (reply) => reply.headers({ 'X-Total': '7', 'X-Other': '1' });
app.all('/ok', (request, reply) => tell(reply).send('ok'));
app.all('/error', (request, reply) => tell(reply).code(500).send('error'));
app.all('/own-error', async () => { throw new Error('broken'); });
app.all('/conflict', (request, reply) => tell(reply).headers(conflicting).send('conflict'));
app.listen({ host: '127.0.0.1', port: 0 }).then(() => console.log(app.server.address().port));
)");
}

}  // namespace corsage::test
