#pragma once

namespace corsage::cli {

/// What every command leaves behind for scripts: one table for the whole program.
enum class ExitStatus : int {
  allowed = 0,       ///< allowed; nothing found
  blocked = 1,       ///< blocked; findings
  usage = 2,         ///< a mistake on the command line, or unreadable input
  undetermined = 3,  ///< evidence is missing
  unreachable = 4,   ///< the server could not be reached
};

/// The table as `--help` shows it, one status a line.
inline constexpr char const* exit_status_table =
    "Exit status:\n"
    "  0  allowed, nothing found\n"
    "  1  blocked, findings\n"
    "  2  a mistake on the command line, or unreadable input\n"
    "  3  undetermined: evidence is missing\n"
    "  4  the server could not be reached";

}  // namespace corsage::cli
