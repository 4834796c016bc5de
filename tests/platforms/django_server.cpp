#include "platforms/python_application.hpp"

namespace corsage::test {

std::unique_ptr<RunningServer> start_django(std::string const& text) {
  return start_python(R"(import logging, sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

INSTALLED_APPS = []
MIDDLEWARE = [f'{__name__}.cors', 'django.middleware.common.CommonMiddleware']
)" + text + R"(

from django.conf import settings
from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=['*'], SECRET_KEY='x',
                   **{name: value for name, value in globals().items() if name.isupper()})
application = get_wsgi_application()
logging.disable()


def tell(status):
    response = HttpResponse('x', status=status)
    response['X-Total'] = '7'
    response['X-Other'] = '1'
    return response


def own_error(request):
    raise ValueError('broken')


def conflict(request):
    response = tell(200)
    response['Access-Control-Allow-Origin'] = '*'
    response['Access-Control-Allow-Credentials'] = 'true'
    response['Access-Control-Expose-Headers'] = 'X-Other'
    response['Vary'] = 'Accept, Origin'
    return response


urlpatterns = [path('ok', lambda request: tell(200)), path('error', lambda request: tell(500)),
               path('own-error', own_error), path('conflict', conflict)]
mistakes = run_checks()
if mistakes:
    sys.exit(str(mistakes))


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


server = make_server('127.0.0.1', 0, application, handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
)");
}

}  // namespace corsage::test
