#include "platforms/application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_express(std::string const& text) {
  auto const script = "const app = require('express')();\napp.set('env', 'test');\n" + text + R"(
const conflicting = {
  'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': 'X-Other', 'Vary': 'Accept, Origin' };
const tell = (response) => response.set({ 'X-Total': '7', 'X-Other': '1' });
app.all('/ok', (request, response) => tell(response).send('ok'));
app.all('/error', (request, response) => tell(response).status(500).send('error'));
app.all('/own-error', () => { throw new Error('broken'); });
app.all('/conflict', (request, response) => tell(response).set(conflicting).send('conflict'));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
)";
  return std::make_unique<ScriptServer>(
      "app.js", script, Process::Arguments{"node"},
      Process::Options{.environment = {{"NODE_PATH", std::string(CORSAGE_EXPRESS_DIRECTORY) + "/node_modules"}}});
}

}  // namespace corsage::test
