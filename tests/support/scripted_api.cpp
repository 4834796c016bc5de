// A real HTTP server on loopback that answers by rules: for tests of the built binary, the demonstration and benchmarks.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "corsage/formats/json_writer.hpp"
#include "support/scripted_server.hpp"

#include <CLI/CLI.hpp>

namespace {

using corsage::test::ScriptedServer;
using corsage::test::SeenRequest;

std::string all_of(std::istream& stream) {
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string json_line_of(SeenRequest const& request) {
  std::string json;
  corsage::formats::JsonWriter writer(json);
  writer.begin_object();
  writer.key("method");
  writer.bytes(request.method);
  writer.key("target");
  writer.bytes(request.target);
  writer.key("headers");
  writer.begin_array();
  for (auto const& [name, value] : request.headers) {
    writer.begin_array();
    writer.bytes(name);
    writer.bytes(value);
    writer.end_array();
  }
  writer.end_array();
  writer.key("body");
  writer.bytes(request.body);
  writer.end_object();
  return json + '\n';
}

}  // namespace

int main(int argument_count, char** arguments) {
  CLI::App program("A scripted HTTP server on 127.0.0.1; prints its port, and runs until it is told to end");
  std::string rules_file;
  std::string log_file;
  ScriptedServer::Options options;
  program
      .add_option("--rules", rules_file, "A JSON file: the 'server' of a 'corsage predict' case; - is standard input")
      ->required();
  program.add_option("--port", options.port, "The port; 0 is any that is free");
  program.add_option("--certificate", options.certificate, "A PEM file; with it the server speaks TLS");
  program.add_option("--key", options.private_key, "The certificate's private key, a PEM file");
  program.add_option("--log", log_file, "Writes each request to this file, as a line of JSON");
  CLI11_PARSE(program, argument_count, arguments);

  std::ifstream file(rules_file);
  auto const rules = corsage::test::read_rules(all_of(rules_file == "-" ? std::cin : file));
  if (!rules) {
    std::cerr << "corsage_scripted_api: " << rules_file << ": " << rules.error() << '\n';
    return 2;
  }
  std::ofstream log;
  if (!log_file.empty()) {
    log.open(log_file);
    options.on_request = [&](SeenRequest const& request) { log << json_line_of(request) << std::flush; };
  }

  // Blocked before the server's threads start, so that the signal comes to `sigwait` alone.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  ScriptedServer const server(*rules, options);
  std::cout << server.port() << std::endl;
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}
