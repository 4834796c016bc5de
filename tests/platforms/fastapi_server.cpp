#include "platforms/python_application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_fastapi(std::string const& text) {
  return start_python(R"(import socket
import uvicorn
from fastapi import FastAPI, Response

app = FastAPI()
EVERY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
TOLD = {'X-Total': '7', 'X-Other': '1'}


@app.api_route('/ok', methods=EVERY)
def ok():
    return Response('ok', headers=TOLD)


@app.api_route('/error', methods=EVERY)
def error():
    return Response('error', status_code=500, headers=TOLD)


@app.api_route('/own-error', methods=EVERY)
def own_error():
    raise ValueError('broken')


@app.api_route('/conflict', methods=EVERY)
def conflict():
    return Response('conflict', headers=TOLD | {
        'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'X-Other', 'Vary': 'Accept, Origin'})


)" + text + R"(
listener = socket.socket()
listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
listener.bind(('127.0.0.1', 0))
listener.listen()
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level='critical')).run([listener])
)");
}

}  // namespace corsage::test
