#include <string_view>

#include "platforms/application.hpp"

namespace corsage::test {

/// With the distribution's package of rs/cors, which is on Debian's GOPATH.
std::unique_ptr<RunningServer> start_go_rs_cors(std::string const& text) {
  bool const has_patterns = text.find("regexp.") != std::string::npos;
  auto const script = std::string(R"(package main

import (
	"fmt"
	"net"
	"net/http"
)") + (has_patterns ? "\t\"regexp\"\n" : "") +
                      R"(
	"github.com/rs/cors"
)

func tell(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Total", "7")
		w.Header().Set("X-Other", "1")
		w.WriteHeader(status)
	}
}

func main() {
	mux := http.NewServeMux()
	mux.Handle("/ok", tell(200))
	mux.Handle("/conflict", tell(200))
	mux.Handle("/error", tell(500))
	mux.Handle("/own-error", tell(500))
)" + text + R"(
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listener, handler))
}
)";
  return std::make_unique<ScriptServer>(
      "main.go", script, Process::Arguments{"sh", "-c", "go build -o application \"$0\" && exec ./application"},
      Process::Options{.environment = {{"GO111MODULE", "off"}, {"GOPATH", "/usr/share/gocode"}, {"GOFLAGS", ""}}});
}

}  // namespace corsage::test
