#include "layer_headers.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::explain {
namespace {

constexpr std::array rows{
    ComparedHeader{"Access-Control-Allow-Origin", ValueForm::single, true, true, true},
    ComparedHeader{"Access-Control-Allow-Credentials", ValueForm::single, true, true, true},
    ComparedHeader{"Access-Control-Allow-Methods", ValueForm::words, true, false, true, Star::all_but_with_credentials},
    ComparedHeader{"Access-Control-Allow-Headers", ValueForm::names, true, false, true, Star::all_but_with_credentials},
    ComparedHeader{"Access-Control-Allow-Private-Network", ValueForm::single, true, false, true},
    ComparedHeader{"Access-Control-Max-Age", ValueForm::single, true, false, false},
    ComparedHeader{"Access-Control-Expose-Headers", ValueForm::names, false, true, true,
                   Star::all_but_with_credentials},
    ComparedHeader{"Timing-Allow-Origin", ValueForm::words, false, true, true, Star::all},
    ComparedHeader{"Cross-Origin-Resource-Policy", ValueForm::single, false, true, true},
    ComparedHeader{"Set-Cookie", ValueForm::presence, false, true, true},
};

/// As a set: sorted, each once, none empty.
void make_set(std::vector<std::string>& elements) {
  std::erase_if(elements, [](std::string const& element) { return element.empty(); });
  std::ranges::sort(elements);
  auto const repeated = std::ranges::unique(elements);
  elements.erase(repeated.begin(), repeated.end());
}

/// Whether the element of a list says nothing beside the `*` that stands there too.
/// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
bool is_in_star(ComparedHeader const& header, std::string const& element) {
  return element != "authorization" ||
         !byte_case_insensitive_equal(header.name, http::header::access_control_allow_headers);
}

/// Whether a list says all that `before` says.
bool includes(ComparedHeader const& header, std::vector<std::string> const& after,
              std::vector<std::string> const& before, WithCredentials with_credentials) {
  bool const is_star_meant = header.star == Star::all || (header.star == Star::all_but_with_credentials &&
                                                          with_credentials == WithCredentials::do_not_count);
  bool const has_star = is_star_meant && std::ranges::binary_search(after, std::string("*"));
  return std::ranges::all_of(before, [&](std::string const& element) {
    return (has_star && is_in_star(header, element)) || std::ranges::binary_search(after, element);
  });
}

}  // namespace

std::span<ComparedHeader const> compared_headers() {
  return rows;
}

std::vector<std::string> meaning_of(http::HeaderList const& headers, ComparedHeader const& header) {
  if (header.form == ValueForm::presence) {
    return headers.contains(header.name) ? std::vector<std::string>{""} : std::vector<std::string>();
  }
  auto elements = http::get_decode_and_split(headers, header.name).value_or(std::vector<std::string>());
  if (header.form == ValueForm::names) {
    std::ranges::transform(elements, elements.begin(), [](std::string const& name) { return byte_lowercase(name); });
  }
  if (header.form != ValueForm::single) {
    make_set(elements);
  }
  return elements;
}

std::vector<std::string> allowed_origin(http::HeaderList const& headers) {
  return meaning_of(headers, rows.front());
}

bool allows_credentials(http::HeaderList const& headers) {
  auto const line = headers.get(http::header::access_control_allow_credentials);
  return line && line->view() == "true";
}

Change change_of(ComparedHeader const& header, http::HeaderList const& inner, http::HeaderList const& outer,
                 WithCredentials with_credentials) {
  auto const before = meaning_of(inner, header);
  auto const after = meaning_of(outer, header);
  if (before == after) {
    return Change::none;
  }
  if (after.empty()) {
    return Change::stripped;
  }
  if (before.empty()) {
    return Change::added;
  }
  if (header.form == ValueForm::single) {
    return after.size() > 1 && after.size() > before.size() ? Change::doubled : Change::overwritten;
  }
  // More in a list takes nothing away.
  return includes(header, after, before, with_credentials) ? Change::none : Change::overwritten;
}

bool varies_by(http::HeaderList const& headers, std::string_view name) {
  constexpr ComparedHeader vary{http::header::vary, ValueForm::names, false, true, true};
  return std::ranges::any_of(meaning_of(headers, vary),
                             [name](std::string const& element) { return element == name || element == "*"; });
}

http::HeaderList lines_of(http::HeaderList const& headers, std::string_view name) {
  http::HeaderList lines;
  for (auto const line : headers) {
    if (byte_case_insensitive_equal(line.name, name)) {
      lines.append(line.name, line.value);
    }
  }
  return lines;
}

}  // namespace corsage::explain
