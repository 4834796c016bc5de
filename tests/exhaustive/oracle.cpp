#include "exhaustive/oracle.hpp"

#include <algorithm>
#include <optional>

namespace oracle {
namespace {

using Names = std::set<std::string>;

// ---- Words -----------------------------------------------------------------------------------------------------------

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') {
      letter = static_cast<char>(letter - 'A' + 'a');
    }
  }
  return text;
}

std::string upper(std::string text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') {
      letter = static_cast<char>(letter - 'a' + 'A');
    }
  }
  return text;
}

bool is_word(std::string const& text) {
  std::string const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";
  return !text.empty() && text.find_first_not_of(letters) == std::string::npos;
}

// ---- Header lines ----------------------------------------------------------------------------------------------------

/// All lines of the name, glued with comma and space.
std::optional<std::string> glued(Lines const& lines, std::string const& name) {
  std::optional<std::string> all;
  for (auto const& [line_name, value] : lines) {
    if (lower(line_name) == name) {
      all = all ? *all + ", " + value : value;
    }
  }
  return all;
}

struct WordList {
  bool is_there = false;
  bool is_broken = false;
  Names words = {};
};

/// A list of words with commas; blanks around a word and empty places do not count.
WordList word_list(Lines const& lines, std::string const& name) {
  auto const all = glued(lines, name);
  WordList list{.is_there = all.has_value()};
  std::string word;
  for (char const letter : all.value_or("") + ",") {
    if (letter != ',') {
      word += letter;
      continue;
    }
    while (!word.empty() && (word.back() == ' ' || word.back() == '\t')) {
      word.pop_back();
    }
    while (!word.empty() && (word.front() == ' ' || word.front() == '\t')) {
      word.erase(0, 1);
    }
    if (!word.empty() && !is_word(word)) {
      list.is_broken = true;
    }
    if (!word.empty()) {
      list.words.insert(word);
    }
    word.clear();
  }
  return list;
}

Names lowered(Names const& names) {
  Names result;
  for (auto const& name : names) {
    result.insert(lower(name));
  }
  return result;
}

void drop(Lines& lines, Names const& names) {
  std::erase_if(lines, [&](auto const& line) { return names.contains(lower(line.first)); });
}

// ---- Addresses -------------------------------------------------------------------------------------------------------

std::string host_of(std::string const& url) {
  auto authority = url.substr(7, url.find('/', 7) - 7);
  if (auto const at = authority.find('@'); at != std::string::npos) {
    authority = authority.substr(at + 1);
  }
  return authority;
}

std::string origin_of(std::string const& url) {
  return "http://" + host_of(url);
}

bool has_user(std::string const& url) {
  return url.find('@') != std::string::npos;
}

/// The last two labels; good enough for hosts under a one-label public suffix.
std::string site_of(std::string const& origin) {
  if (origin == "null") {
    return "nobody's";
  }
  auto const host = host_of(origin + "/");
  auto const last_dot = host.rfind('.');
  auto const dot_before = last_dot == std::string::npos ? std::string::npos : host.rfind('.', last_dot - 1);
  return dot_before == std::string::npos ? host : host.substr(dot_before + 1);
}

// ---- What needs no leave ---------------------------------------------------------------------------------------------

bool number_is_greater(std::string left, std::string right) {
  auto const width = std::max(left.size(), right.size());
  left.insert(0, width - left.size(), '0');
  right.insert(0, width - right.size(), '0');
  return left > right;
}

bool is_harmless_range(std::string const& value) {
  auto const dash = value.find('-');
  if (value.substr(0, 6) != "bytes=" || dash == std::string::npos) {
    return false;
  }
  auto const first = value.substr(6, dash - 6);
  auto const last = value.substr(dash + 1);
  return !first.empty() && (first + last).find_first_not_of("0123456789") == std::string::npos &&
         (last.empty() || !number_is_greater(first, last));
}

bool has_form_type(std::string const& value) {
  auto type = lower(value.substr(0, value.find(';')));
  auto const is_blank = [](char letter) { return std::string("\t\n\r ").find(letter) != std::string::npos; };
  while (!type.empty() && is_blank(type.back())) {
    type.pop_back();
  }
  while (!type.empty() && is_blank(type.front())) {
    type.erase(0, 1);
  }
  return Names{"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}.contains(type);
}

bool has_odd_byte(std::string const& value) {
  return std::ranges::any_of(value, [](char letter) {
    auto const number = static_cast<unsigned char>(letter);
    return (number < 0x20 && number != 0x09) || number == 0x7F ||
           std::string("\"():<>?@[\\]{}").find(letter) != std::string::npos;
  });
}

bool is_language_text(std::string const& value) {
  std::string const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 *,-.;=";
  return value.find_first_not_of(letters) == std::string::npos;
}

/// Rule 27: whether a form could send this header.
bool is_harmless(std::string const& any_case_name, std::string const& value) {
  auto const name = lower(any_case_name);
  if (value.size() > 128) {
    return false;
  }
  if (name == "accept") {
    return !has_odd_byte(value);
  }
  if (name == "accept-language" || name == "content-language") {
    return is_language_text(value);
  }
  if (name == "content-type") {
    return !has_odd_byte(value) && has_form_type(value);
  }
  return name == "range" && is_harmless_range(value);
}

/// Rule 29: the names that need leave.
Names names_that_need_leave(Lines const& headers) {
  Names need;
  Names harmless;
  std::size_t total = 0;
  for (auto const& [name, value] : headers) {
    if (is_harmless(name, value)) {
      harmless.insert(lower(name));
      total += value.size();
    } else {
      need.insert(lower(name));
    }
  }
  if (total > 1024) {
    need.merge(harmless);
  }
  return need;
}

/// Rules 23 and 25: the headers that survive the making of the request.
Lines headers_kept(Question const& question) {
  Names const browsers_own{"accept-charset",
                           "accept-encoding",
                           "access-control-request-headers",
                           "access-control-request-method",
                           "connection",
                           "content-length",
                           "cookie",
                           "cookie2",
                           "date",
                           "dnt",
                           "expect",
                           "host",
                           "keep-alive",
                           "origin",
                           "referer",
                           "set-cookie",
                           "te",
                           "trailer",
                           "transfer-encoding",
                           "upgrade",
                           "via"};
  Names const of_forms{"accept", "accept-language", "content-language", "content-type"};
  Lines kept;
  for (auto const& [name, value] : question.headers) {
    auto const low = lower(name);
    bool const is_browsers_own = browsers_own.contains(low) || low.starts_with("proxy-") || low.starts_with("sec-");
    // In mode no-cors it is the value as it would become that must be harmless.
    auto const before = glued(kept, low);
    auto const becomes = before ? *before + ", " + value : value;
    bool const passes_no_cors = of_forms.contains(low) && is_harmless(low, becomes);
    if (!is_browsers_own && (question.mode != "no-cors" || passes_no_cors)) {
      kept.emplace_back(name, value);
    }
  }
  return kept;
}

// ---- What a server grants --------------------------------------------------------------------------------------------

/// Section K: whether the page behind `told_origin` may read this answer.
bool may_read(Answer const& answer, std::string const& told_origin, std::string const& credentials) {
  auto const allowed_origin = glued(answer.headers, "access-control-allow-origin");
  if (credentials == "include") {
    return allowed_origin == told_origin && glued(answer.headers, "access-control-allow-credentials") == "true";
  }
  return allowed_origin == "*" || allowed_origin == told_origin;
}

/// Rules 84 to 86: whether the answer to a preflight lets the request go.
bool grants_leave(Answer const& answer, std::string const& told_origin, Question const& question,
                  std::string const& method, Names const& names) {
  if (!may_read(answer, told_origin, question.credentials) || answer.status / 100 != 2) {
    return false;
  }
  auto methods = word_list(answer.headers, "access-control-allow-methods");
  auto const listed = word_list(answer.headers, "access-control-allow-headers");
  if (methods.is_broken || listed.is_broken) {
    return false;
  }
  if (!methods.is_there && question.has_upload_listener) {
    methods.words = {method};
  }
  bool const stars_shine = question.credentials != "include";
  Names const free_methods{"GET", "HEAD", "POST"};
  if (!methods.words.contains(method) && !free_methods.contains(method) &&
      !(stars_shine && methods.words.contains("*"))) {
    return false;
  }
  auto const header_names = lowered(listed.words);
  return std::ranges::all_of(names, [&](std::string const& name) {
    return header_names.contains(name) || (stars_shine && header_names.contains("*") && name != "authorization");
  });
}

/// Rule 98, for a page without an embedder policy.
bool is_kept_from(Answer const& answer, std::string const& page, std::string const& url) {
  auto const policy = glued(answer.headers, "cross-origin-resource-policy");
  if (policy == "same-origin") {
    return page != origin_of(url);
  }
  return policy == "same-site" && site_of(page) != site_of(origin_of(url));
}

/// Rules 102 and 103.
std::multiset<std::string> readable_names(Answer const& answer, std::string const& type,
                                          std::string const& credentials) {
  Names open{"cache-control", "content-language", "content-length", "content-type",
             "expires",       "last-modified",    "pragma"};
  auto const exposed = word_list(answer.headers, "access-control-expose-headers");
  if (!exposed.is_broken) {
    open.merge(lowered(exposed.words));
  }
  bool const all = type == "basic" || (!exposed.is_broken && exposed.words.contains("*") && credentials != "include");
  std::multiset<std::string> readable;
  for (auto const& line : answer.headers) {
    auto const name = lower(line.first);
    if ((all || open.contains(name)) && name != "set-cookie" && name != "set-cookie2") {
      readable.insert(name);
    }
  }
  return readable;
}

// ---- The browser -----------------------------------------------------------------------------------------------------

class Browser {
 public:
  Browser(Question const& question, Server const& server) : question_(question), server_(server) {}

  Seen browse() {
    if (begin()) {
      while (visit()) {
      }
    }
    return seen_;
  }

 private:
  /// Sections B to D. False when the request cannot even be made.
  bool begin() {
    method_ = question_.method;
    Names const tidied{"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"};
    if (tidied.contains(upper(method_))) {
      method_ = upper(method_);
    }
    if (Names{"CONNECT", "TRACE", "TRACK"}.contains(upper(method_)) || !is_word(method_)) {
      return false;
    }
    if (question_.mode == "no-cors" && !Names{"GET", "HEAD", "POST"}.contains(method_)) {
      return false;
    }
    with_body_ = question_.has_text_body;
    if (with_body_ && (method_ == "GET" || method_ == "HEAD")) {
      return false;
    }
    headers_ = headers_kept(question_);
    if (with_body_ && !glued(headers_, "content-type")) {
      headers_.emplace_back("content-type", "text/plain;charset=UTF-8");
    }
    visited_ = {question_.url};
    return true;
  }

  /// One URL. True when there is a next one.
  bool visit() {
    auto const url = visited_.back();
    // Section F: a page is at home only while it never was abroad.
    if (question_.page != origin_of(url)) {
      was_abroad_ = true;
    }
    if (was_abroad_ && question_.mode == "same-origin") {
      return refuse();
    }
    if (was_abroad_ && question_.mode == "no-cors" && question_.redirect != "follow") {
      return refuse();
    }
    bool const with_cors = was_abroad_ && question_.mode == "cors";
    if (with_cors && !ask_for_leave(url)) {
      return refuse();
    }
    auto const answer = send(url, with_cors);
    if (with_cors && !may_read(answer, told_origin(), question_.credentials)) {
      return refuse();
    }
    if (was_abroad_ && question_.mode == "no-cors" && is_kept_from(answer, question_.page, url)) {
      return refuse();
    }
    if (Names{"301", "302", "303", "307", "308"}.contains(std::to_string(answer.status))) {
      if (question_.redirect == "error") {
        return refuse();
      }
      if (question_.redirect == "manual") {
        seen_.allowed = true;
        seen_.type = "opaqueredirect";
        seen_.url = url;
        return false;
      }
      if (auto const location = glued(answer.headers, "location")) {
        return go_on(url, *location, answer.status, with_cors);
      }
    }
    finish(url, answer);
    return false;
  }

  bool refuse() {
    auto sent = std::move(seen_.sent);
    seen_ = Seen{.sent = std::move(sent)};
    return false;
  }

  void finish(std::string const& url, Answer const& answer) {
    seen_.allowed = true;
    seen_.type = !was_abroad_ ? "basic" : question_.mode == "cors" ? "cors" : "opaque";
    if (seen_.type != "opaque") {
      seen_.status = answer.status;
      seen_.url = url;
      seen_.redirected = visited_.size() > 1;
      seen_.readable = readable_names(answer, seen_.type, question_.credentials);
    }
  }

  /// Section H.
  bool go_on(std::string const& from, std::string const& to, int status, bool with_cors) {
    if (visited_.size() > 20) {
      return refuse();
    }
    if (has_user(to) && question_.mode == "cors" && (with_cors || question_.page != origin_of(to))) {
      return refuse();
    }
    bool const post_becomes_get = (status == 301 || status == 302) && method_ == "POST";
    bool const all_become_get = status == 303 && method_ != "GET" && method_ != "HEAD";
    if (post_becomes_get || all_become_get) {
      method_ = "GET";
      with_body_ = false;
      drop(headers_, {"content-encoding", "content-language", "content-location", "content-type"});
    }
    if (origin_of(from) != origin_of(to)) {
      drop(headers_, {"authorization"});
    }
    visited_.push_back(to);
    return true;
  }

  /// Rules 73 and 74: the origin that servers are told. A server that is neither the page's nor the next one's, and yet
  /// led there, makes it unknown.
  std::string told_origin() const {
    for (std::size_t i = 1; i < visited_.size(); ++i) {
      auto const leading = origin_of(visited_[i - 1]);
      if (leading != question_.page && leading != origin_of(visited_[i])) {
        return "null";
      }
    }
    return question_.page;
  }

  /// Sections G and J: true when no preflight is needed, or when its answer grants leave.
  bool ask_for_leave(std::string const& url) {
    auto const names = names_that_need_leave(headers_);
    bool const free_method = Names{"GET", "HEAD", "POST"}.contains(method_);
    if (free_method && names.empty() && !question_.has_upload_listener) {
      return true;
    }
    Sent preflight{.method = "OPTIONS", .url = url};
    preflight.headers["origin"] = told_origin();
    preflight.headers["access-control-request-method"] = method_;
    std::string joined;
    for (auto const& name : names) {
      joined += (joined.empty() ? "" : ",") + name;
    }
    if (!joined.empty()) {
      preflight.headers["access-control-request-headers"] = joined;
    }
    seen_.sent.push_back(preflight);
    return grants_leave(server_(Leg::preflight, url), told_origin(), question_, method_, names);
  }

  /// Section I.
  Answer send(std::string const& url, bool with_cors) {
    Sent request{.method = method_, .url = url};
    for (auto const& line : headers_) {
      auto const name = lower(line.first);
      request.headers[name] = *glued(headers_, name);
    }
    // In a world of plain http no referrer policy but the default applies, and that one blanks nothing here.
    if (with_cors || (method_ != "GET" && method_ != "HEAD")) {
      request.headers["origin"] = told_origin();
    }
    request.with_credentials =
        question_.credentials == "include" || (question_.credentials == "same-origin" && !was_abroad_);
    request.with_body = with_body_;
    seen_.sent.push_back(request);
    return server_(Leg::actual, url);
  }

  Question const& question_;
  Server const& server_;
  Seen seen_;
  std::string method_;
  Lines headers_;
  bool with_body_ = false;
  std::vector<std::string> visited_;
  bool was_abroad_ = false;
};

}  // namespace

Seen browse(Question const& question, Server const& server) {
  return Browser(question, server).browse();
}

}  // namespace oracle
