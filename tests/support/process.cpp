#include "support/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corsage::test {
namespace {

struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::system_error(errno, std::generic_category(), "pipe2");
    }
    read_end = ends[0];
    write_end = ends[1];
  }
};

void close_if_open(int& descriptor) {
  if (descriptor >= 0) {
    ::close(std::exchange(descriptor, -1));
  }
}

std::string read_all(int descriptor) {
  std::string all;
  std::array<char, 4096> bytes{};
  ssize_t count = 0;
  while ((count = ::read(descriptor, bytes.data(), bytes.size())) > 0) {
    all.append(bytes.data(), static_cast<std::size_t>(count));
  }
  return all;
}

std::vector<std::string> environment_with(std::vector<std::pair<std::string, std::string>> const& added) {
  std::vector<std::string> lines;
  for (auto const& [name, value] : added) {
    lines.push_back(name + '=' + value);
  }
  for (char** line = environ; *line != nullptr; ++line) {
    std::string_view const text = *line;
    bool replaced = false;
    for (auto const& [name, value] : added) {
      replaced = replaced || (text.starts_with(name) && text.substr(name.size()).starts_with('='));
    }
    if (!replaced) {
      lines.emplace_back(text);
    }
  }
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Process::Process(Arguments const& arguments, Options const& options) {
  // A child that does not read must not end the test.
  std::signal(SIGPIPE, SIG_IGN);
  Pipe input;
  Pipe output;
  Pipe error;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, error.write_end, STDERR_FILENO);
  if (!options.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, options.directory.c_str());
  }
  auto words = arguments;
  auto lines = environment_with(options.environment);
  auto const failure = ::posix_spawnp(&id_, words.front().c_str(), &actions, nullptr, pointers_to(words).data(),
                                      pointers_to(lines).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(input.read_end);
  ::close(output.write_end);
  ::close(error.write_end);
  input_ = input.write_end;
  output_ = output.read_end;
  error_ = error.read_end;
  if (failure != 0) {
    close_if_open(input_);
    close_if_open(output_);
    close_if_open(error_);
    throw std::system_error(failure, std::generic_category(), arguments.front());
  }
}

Process::~Process() {
  close_if_open(input_);
  close_if_open(output_);
  close_if_open(error_);
  if (id_ > 0) {
    ::kill(id_, SIGTERM);
    ::waitpid(id_, nullptr, 0);
  }
}

void Process::write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const count = ::write(input_, bytes.data(), bytes.size());
    if (count <= 0) {
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Process::close_input() {
  close_if_open(input_);
}

std::optional<std::string> Process::read_line(std::chrono::milliseconds patience) {
  auto const end = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto const ending = read_ahead_.find('\n');
    if (ending != std::string::npos) {
      auto line = read_ahead_.substr(0, ending);
      read_ahead_.erase(0, ending + 1);
      return line;
    }
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd waiting{.fd = output_, .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) {
      return std::nullopt;
    }
    std::array<char, 4096> bytes{};
    auto const count = ::read(output_, bytes.data(), bytes.size());
    if (count <= 0) {
      return std::nullopt;
    }
    read_ahead_.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

void Process::signal(int number) {
  if (is_running()) {
    ::kill(id_, number);
  }
}

void Process::narrow_output(int bytes) {
  if (::fcntl(output_, F_SETPIPE_SZ, bytes) < 0) {
    throw std::system_error(errno, std::generic_category(), "fcntl");
  }
}

int Process::unread() const {
  int bytes = 0;
  ::ioctl(output_, FIONREAD, &bytes);
  return bytes;
}

Process::Ending Process::finish(std::string_view input) {
  Ending ending;
  // All three at once: a child that fills one pipe would wait for ever while another is served.
  std::thread writer([&] {
    write(input);
    close_input();
  });
  std::thread errors([&] { ending.error = read_all(error_); });
  ending.output = std::exchange(read_ahead_, {}) + read_all(output_);
  errors.join();
  writer.join();
  int status = 0;
  ::waitpid(std::exchange(id_, -1), &status, 0);
  ending.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ending;
}

Process::Ending run(Process::Arguments const& arguments, std::string_view input, Process::Options const& options) {
  return Process(arguments, options).finish(input);
}

}  // namespace corsage::test
