#include "status_line.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/report/terminal_text.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

struct Phrase {
  int status;
  std::string_view words;
};

/// https://www.iana.org/assignments/http-status-codes/ , those that servers give.
constexpr std::array phrases{
    Phrase{200, "OK"},
    Phrase{201, "Created"},
    Phrase{202, "Accepted"},
    Phrase{204, "No Content"},
    Phrase{206, "Partial Content"},
    Phrase{301, "Moved Permanently"},
    Phrase{302, "Found"},
    Phrase{303, "See Other"},
    Phrase{304, "Not Modified"},
    Phrase{307, "Temporary Redirect"},
    Phrase{308, "Permanent Redirect"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{406, "Not Acceptable"},
    Phrase{407, "Proxy Authentication Required"},
    Phrase{409, "Conflict"},
    Phrase{410, "Gone"},
    Phrase{411, "Length Required"},
    Phrase{413, "Content Too Large"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{421, "Misdirected Request"},
    Phrase{422, "Unprocessable Content"},
    Phrase{426, "Upgrade Required"},
    Phrase{429, "Too Many Requests"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"},
    Phrase{501, "Not Implemented"},
    Phrase{502, "Bad Gateway"},
    Phrase{503, "Service Unavailable"},
    Phrase{504, "Gateway Timeout"},
};

}  // namespace

std::string status_line(http::Response const& response) {
  if (!response.reason_phrase.empty()) {
    return fmt::format("{} {}", response.status, visible(response.reason_phrase));
  }
  auto const* const phrase = std::ranges::find(phrases, response.status, &Phrase::status);
  return phrase == phrases.end() ? fmt::format("{}", response.status)
                                 : fmt::format("{} {}", response.status, phrase->words);
}

}  // namespace corsage::report
