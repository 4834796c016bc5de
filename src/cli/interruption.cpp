#include "interruption.hpp"

#include <csignal>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

sigset_t awaited() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Interruption::Interruption() {
  auto const signals = awaited();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  descriptor_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

Interruption::~Interruption() {
  ::close(descriptor_);
}

void Interruption::allow() {
  auto const signals = awaited();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

bool Interruption::came() {
  signalfd_siginfo signal{};
  if (!came_ && ::read(descriptor_, &signal, sizeof signal) == sizeof signal) {
    came_ = true;
    allow();
  }
  return came_;
}

}  // namespace corsage::cli
