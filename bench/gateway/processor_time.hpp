#pragma once

#include <sys/types.h>

namespace corsage::bench {

/// Processor time of a running process and of the children that it waited for, in seconds. Source: proc(5), stat.
double processor_seconds(pid_t process);

/// A running process's proportional set size, in KiB. Source: proc(5), smaps_rollup.
double proportional_kibibytes(pid_t process);

}  // namespace corsage::bench
