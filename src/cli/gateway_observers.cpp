#include "gateway_observers.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string_view>
#include <variant>

#include "complain.hpp"
#include "corsage/report/gateway_notices.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

/// The file is whole whenever somebody looks: another takes its place.
void write_whole(std::string const& path, std::string_view text) {
  auto const next = path + ".next";
  std::ofstream file(next, std::ios::trunc | std::ios::binary);
  file << text;
  file.close();
  if (file.fail() || std::rename(next.c_str(), path.c_str()) != 0) {
    complain(fmt::format("what was learnt cannot be written to {}: {}", path, std::strerror(errno)));
  }
}

}  // namespace

gateway::Observers observers_of(std::string const& learned, ColorChoice color) {
  gateway::Observers observers;
  observers.tell = [look = look_of(STDERR_FILENO, color)](report::GatewayNotice const& notice) {
    std::fputs(report::gateway_notice(notice, look).c_str(), stderr);
  };
  if (!learned.empty()) {
    observers.learned = [learned](std::string const& policy) { write_whole(learned, policy); };
  }
  return observers;
}

std::string sentence_of(gateway::StartFailure const& failure) {
  if (auto const* const listen = std::get_if<gateway::ListenFailure>(&failure)) {
    return fmt::format("nobody can listen at {}:{}: {}", listen->listener.address, listen->listener.port,
                       listen->cause);
  }
  auto const& log = std::get<gateway::LogFailure>(failure);
  return fmt::format("nobody can write to {}: {}", log.path, log.cause);
}

}  // namespace corsage::cli
