// The lab of audits over HTTP, on loopback: for benchmarks, and to look at by hand.
#include <csignal>
#include <iostream>

#include "support/lab_http.hpp"

#include <CLI/CLI.hpp>

int main(int argument_count, char** arguments) {
  CLI::App program(
      "The servers of an audit's lab on 127.0.0.1; prints its port, then a URL for each of them, and runs until it is "
      "told "
      "to end");
  std::string file;
  corsage::test::LabHttp::Options options;
  program.add_option("--lab", file, "The lab: tests/data/audit-lab.jsonl")->required();
  program.add_option("--port", options.port, "The port; 0 is any that is free");
  CLI11_PARSE(program, argument_count, arguments);

  // Blocked before the server's thread starts, so that the signal comes to `sigwait` alone.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  auto const rows = corsage::test::read_lab(file);
  corsage::test::LabHttp const server(rows, options);
  std::cout << server.port() << '\n';
  for (std::size_t number = 0; number < rows.size(); ++number) {
    std::cout << "http://127.0.0.1:" << server.port() << "/b/" << number << rows[number].server.path << '\n';
  }
  std::cout << std::flush;
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}
