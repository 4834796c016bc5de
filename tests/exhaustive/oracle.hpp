#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What a browser does for one fetch, written a second time: slow, plain, and from the rules alone. It knows nothing of
/// corsage's types or code, so that where the two agree, both are likely to be right.
///
/// Its world is small: URLs are `http://host/path` (or `http://user:password@host/path`) in canonical form without a
/// port, a site is a host's last two labels, every answer arrives, nothing is cached, and no URL is asked for twice.
namespace oracle {

using Lines = std::vector<std::pair<std::string, std::string>>;

struct Question {
  std::string page;  ///< the page's origin, or "null"
  std::string url;
  std::string method = "GET";
  std::string mode = "cors";                ///< cors, no-cors, same-origin
  std::string credentials = "same-origin";  ///< omit, same-origin, include
  std::string redirect = "follow";          ///< follow, error, manual
  Lines headers = {};
  bool has_text_body = false;  ///< a string: brings text/plain;charset=UTF-8
  bool has_upload_listener = false;
};

struct Answer {
  int status = 200;
  Lines headers = {};
};

enum class Leg { preflight, actual };

using Server = std::function<Answer(Leg leg, std::string const& url)>;

struct Sent {
  std::string method;
  std::string url;
  /// By lower-case name: origin, the two Access-Control-Request headers, and those the page may have set.
  std::map<std::string, std::string> headers = {};
  bool with_credentials = false;
  bool with_body = false;

  bool operator==(Sent const&) const = default;
};

struct Seen {
  bool allowed = false;
  std::string type = "error";
  int status = 0;
  std::string url = "";
  bool redirected = false;
  std::multiset<std::string> readable = {};  ///< lower-case names of the lines that script can read
  std::vector<Sent> sent = {};

  bool operator==(Seen const&) const = default;
};

Seen browse(Question const& question, Server const& server);

}  // namespace oracle
