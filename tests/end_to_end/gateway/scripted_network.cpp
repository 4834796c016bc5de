// A network of one's own, for a program that is started with this before its libraries: names are resolved as
// CORSAGE_TEST_NAMES says, and addresses of the public network are on this machine.
//
// CORSAGE_TEST_NAMES is a file with a line for each time that a name is looked up: "api.test 8.8.8.8 127.0.0.1". When a
// name's lines are used up the last one stays; "api.test slowly 8.8.8.8" takes four seconds. CORSAGE_TEST_NETWORK_LOG is a file to which "look-up NAME" and
// "connect ADDRESS" are written.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

std::string variable(char const* name) {
  auto const* const value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

void log(std::string const& line) {
  std::ofstream(variable("CORSAGE_TEST_NETWORK_LOG"), std::ios::app) << line << "\n";
}

/// The addresses that this look-up of the name gives; none where no line is about it.
std::vector<std::string> look_up(std::string const& name) {
  static std::mutex mutex;
  static std::map<std::string, std::size_t> looked_up;
  std::scoped_lock const lock(mutex);
  std::vector<std::vector<std::string>> answers;
  std::ifstream file(variable("CORSAGE_TEST_NAMES"));
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word != name) {
      continue;
    }
    auto& answer = answers.emplace_back();
    while (words >> word) {
      answer.push_back(word);
    }
  }
  if (answers.empty()) {
    return {};
  }
  log("look-up " + name);
  return answers[std::min(looked_up[name]++, answers.size() - 1)];
}

template <typename Function>
Function next(char const* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int getaddrinfo(char const* node, char const* service, addrinfo const* hints, addrinfo** result) {
  auto const real = next<decltype(&::getaddrinfo)>("getaddrinfo");
  auto addresses = node == nullptr ? std::vector<std::string>() : look_up(node);
  if (!addresses.empty() && addresses.front() == "slowly") {
    addresses.erase(addresses.begin());
    ::sleep(4);
  }
  if (addresses.empty()) {
    return real(node, service, hints, result);
  }
  addrinfo* list = nullptr;
  for (auto address = addresses.rbegin(); address != addresses.rend(); ++address) {
    addrinfo numeric = hints == nullptr ? addrinfo{} : *hints;
    numeric.ai_flags = AI_NUMERICHOST;
    addrinfo* one = nullptr;
    if (auto const failure = real(address->c_str(), service, &numeric, &one); failure != 0) {
      return failure;
    }
    auto* last = one;
    while (last->ai_next != nullptr) {
      last = last->ai_next;
    }
    last->ai_next = list;
    list = one;
  }
  *result = list;
  return 0;
}

extern "C" int connect(int descriptor, sockaddr const* address, socklen_t length) {
  auto const real = next<decltype(&::connect)>("connect");
  if (address->sa_family != AF_INET) {
    return real(descriptor, address, length);
  }
  sockaddr_in there{};
  std::memcpy(&there, address, sizeof there);
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &there.sin_addr, text.data(), text.size());
  log(std::string("connect ") + text.data());
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr here{};
  std::memcpy(&here, &there, sizeof here);
  return real(descriptor, &here, sizeof there);
}
