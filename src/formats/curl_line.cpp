#include "corsage/formats/curl_line.hpp"

#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/shell_word.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::formats {
namespace {

/// `masked` is what is shown in place of `text`.
std::string word(std::string_view text, std::string_view masked, std::string_view header, http::Secrets secrets) {
  return text == masked ? shell_word(text) : shell_word_with_variables(text, masked, header, secrets);
}

/// What says the method; nothing where curl takes it by itself.
std::string method_option(std::string_view method) {
  if (method == "GET") {
    return {};
  }
  // Told by -X it would wait for the body that never comes.
  return method == "HEAD" ? " --head" : " -X " + shell_word(method);
}

/// curl leaves out a header without a value where it is written with a colon.
std::string header_line(std::string_view name, std::string_view value) {
  std::string line(name);
  return value.empty() ? line + ";" : line.append(": ").append(value);
}

/// curl sends it by itself.
bool is_by_default(http::HeaderList::Line const& line) {
  return line.value == "*/*" && byte_case_insensitive_equal(line.name, http::header::accept);
}

}  // namespace

std::string curl_line(fetch::WireRequest const& request, std::string_view options, http::Secrets secrets) {
  std::string line = "curl -s -i";
  line.append(options.empty() ? "" : " ").append(options).append(method_option(request.method));
  for (auto const header : request.headers) {
    if (!is_by_default(header)) {
      auto const shown = http::shown_value(header.name, header.value, secrets);
      line +=
          " -H " + word(header_line(header.name, header.value), header_line(header.name, shown), header.name, secrets);
    }
  }
  auto const url = request.url.href_without_fragment();
  // curl makes several URLs of one with brackets.
  line += request.url.path_and_query().find_first_of("[]{}") == std::string_view::npos ? "" : " -g";
  return line + " " + word(url, http::shown_url(url, secrets), {}, secrets);
}

}  // namespace corsage::formats
