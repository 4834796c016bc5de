#include "platforms/python_application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_flask(std::string const& text) {
  auto const script = R"(import logging
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

logging.disable()
app = Flask('app')
)" + text + R"(

EVERY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
TOLD = {'X-Total': '7', 'X-Other': '1'}


@app.route('/ok', methods=EVERY)
def ok():
    return 'ok', 200, TOLD


@app.route('/error', methods=EVERY)
def error():
    return 'error', 500, TOLD


@app.route('/own-error', methods=EVERY)
def own_error():
    raise ValueError('broken')


@app.route('/conflict', methods=EVERY)
def conflict():
    return 'conflict', 200, TOLD | {
        'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'X-Other', 'Vary': 'Accept, Origin'}


WSGIRequestHandler.protocol_version = 'HTTP/1.1'
server = make_server('127.0.0.1', 0, app, threaded=True)
print(server.port, flush=True)
server.serve_forever()
)";
  return start_python(script);
}

}  // namespace corsage::test
