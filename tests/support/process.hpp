#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace corsage::test {

/// A child process with pipes for its three streams. Killed and waited for when the object goes.
class Process {
 public:
  using Arguments = std::vector<std::string>;

  struct Options {
    std::string directory = {};                                         ///< where it starts; empty: here
    std::vector<std::pair<std::string, std::string>> environment = {};  ///< added to this process's own
  };

  /// Starts `arguments[0]`, looked for on PATH. Throws std::system_error when it cannot be started.
  explicit Process(Arguments const& arguments) : Process(arguments, Options()) {}
  Process(Arguments const& arguments, Options const& options);
  ~Process();
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;

  void write(std::string_view bytes);
  void close_input();

  /// The next line of standard output without its ending; nothing at the end, or when none comes in time.
  std::optional<std::string> read_line(std::chrono::milliseconds patience = std::chrono::seconds(20));

  /// Has the child wait already where this much of its standard output is unread, or a page of memory if that is more.
  void narrow_output(int bytes);

  /// How many bytes of standard output wait to be read.
  int unread() const;

  /// The child's number.
  pid_t id() const { return id_; }

  /// False once its end was waited for.
  bool is_running() const { return id_ > 0; }

  /// Sends a signal, if it runs.
  void signal(int number);

  struct Ending {
    int status = 0;  ///< the exit status, or 128 and the signal's number
    std::string output;
    std::string error;
  };

  /// Writes `input`, ends the child's input, and gives all that is left of both streams and how it ended.
  Ending finish(std::string_view input = {});

 private:
  pid_t id_ = -1;
  int input_ = -1;
  int output_ = -1;
  int error_ = -1;
  std::string read_ahead_;
};

/// Runs a command with the given standard input to its end.
Process::Ending run(Process::Arguments const& arguments, std::string_view input = {},
                    Process::Options const& options = Process::Options());

}  // namespace corsage::test
