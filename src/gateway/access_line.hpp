#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "head.hpp"
#include "record.hpp"

namespace corsage::gateway {

/// How a request ended.
struct Ending {
  std::string_view client;          ///< the address that it came from
  bool is_understood = true;        ///< the head was read; otherwise nothing in it is looked at
  bool is_whole = true;             ///< the answer came whole, as far as it is known
  bool was_late = false;            ///< a limit of time ended it
  Clock::time_point ended_at = {};  ///< where times are wanted
};

/// Writes times as `2026-11-23T14:15:08.123Z`. All but the milliseconds is written once a second.
class TimeText {
 public:
  std::string_view of(std::chrono::system_clock::time_point time);

 private:
  std::chrono::sys_seconds second_{std::chrono::seconds::min()};
  std::string text_;
};

/// Appends a request's line of the access log: a JSON object and a line feed. No header's value is in it but Origin's, and
/// of the target only the path, so that it holds no secret.
void append_access_line(Record const& record, Head const& request, Ending const& ending, std::string_view time,
                        std::string& out);

}  // namespace corsage::gateway
