#include "platforms/node_server.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_koa(std::string const& text) {
  return start_node("const app = new (require('koa'))();\napp.silent = true;\n" + text + R"(
const conflicting = {
  'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': 'X-Other', 'Vary': 'Accept, Origin' };
app.use((context) => {
  context.set({ 'X-Total': '7', 'X-Other': '1' });
  switch (context.path) {
    case '/ok': context.body = 'ok'; break;
    case '/error': context.status = 500; context.body = 'error'; break;
    case '/own-error': throw new Error('broken');
    case '/conflict': context.set(conflicting); context.body = 'conflict'; break;
  }
});
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
)");
}

}  // namespace corsage::test
