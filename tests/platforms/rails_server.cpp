#include "platforms/application.hpp"

namespace corsage::test {

/// A bare Rack application: of Rails the text needs its list of middleware alone.
std::unique_ptr<RunningServer> start_rails(std::string const& text) {
  auto const script = R"(require 'puma'
require 'puma/server'
require 'rack'
require 'rack/cors'

module Rails
  class << self
    def application = self
    def config = self
    def middleware = self

    def insert_before(place, middleware, &block)
      (@all ||= []).insert(place, ->(application) { middleware.new(application, &block) })
    end

    def around(application) = @all.reverse.reduce(application) { |inner, outer| outer.call(inner) }
  end
end

)" + text + R"(
TOLD = { 'X-Total' => '7', 'X-Other' => '1' }.freeze
CONFLICTING = TOLD.merge('Access-Control-Allow-Origin' => '*', 'Access-Control-Allow-Credentials' => 'true',
                         'Access-Control-Expose-Headers' => 'X-Other', 'Vary' => 'Accept, Origin').freeze
application = lambda do |env|
  case env['PATH_INFO']
  when '/ok' then [200, TOLD.dup, ['ok']]
  when '/conflict' then [200, CONFLICTING.dup, ['conflict']]
  when '/error', '/own-error' then [500, TOLD.dup, ['error']]
  else [404, TOLD.dup, ['missing']]
  end
end

server = Puma::Server.new(Rails.around(application))
listener = server.add_tcp_listener('127.0.0.1', 0)
puts listener.addr[1]
$stdout.flush
server.run.join
)";
  return std::make_unique<ScriptServer>("application.rb", script, Process::Arguments{"/usr/bin/ruby"},
                                        Process::Options());
}

}  // namespace corsage::test
