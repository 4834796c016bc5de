#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/header_list.hpp"
#include "corsage/trace/leg.hpp"

namespace corsage::explain {

/// What a header's value is, and so which differences mean nothing.
enum class ValueForm : std::uint8_t {
  single,    ///< one value
  names,     ///< a list in which neither order nor case nor repetition count
  words,     ///< a list in which case counts
  presence,  ///< what it says is nobody's business here
};

/// What `*` in a list says to a browser.
enum class Star : std::uint8_t {
  itself,                    ///< no more than its own name
  all_but_with_credentials,  ///< everything, where credentials are not included
  all,
};

/// A header that a browser looks at when it decides what a page may have.
struct ComparedHeader {
  std::string_view name;
  ValueForm form;
  bool is_of_preflight;  ///< whether a browser reads it on the answer to a preflight
  bool is_of_actual;     ///< ... and on the answer to the request
  bool can_hurt;         ///< whether a page can miss it, or be kept out by it
  Star star = Star::itself;
};

/// All of them but Vary, which speaks to caches.
std::span<ComparedHeader const> compared_headers();

constexpr bool is_of(ComparedHeader const& header, trace::Leg leg) {
  return leg == trace::Leg::preflight ? header.is_of_preflight : header.is_of_actual;
}

/// What the lines of that header come to, in a form in which equal means the same. Empty: nothing.
std::vector<std::string> meaning_of(http::HeaderList const& headers, ComparedHeader const& header);

/// What Access-Control-Allow-Origin comes to.
std::vector<std::string> allowed_origin(http::HeaderList const& headers);

/// Whether Access-Control-Allow-Credentials is `true`.
bool allows_credentials(http::HeaderList const& headers);

/// What a layer made of a header.
enum class Change : std::uint8_t {
  none,         ///< nothing that means anything
  added,        ///< there was none
  stripped,     ///< there is none any more
  overwritten,  ///< there is another
  doubled,      ///< there is one more than the one that there may be
};

/// Whether requests with credentials count: there `*` may be no more than its own name.
enum class WithCredentials : std::uint8_t { count, do_not_count };

Change change_of(ComparedHeader const& header, http::HeaderList const& inner, http::HeaderList const& outer,
                 WithCredentials with_credentials);

/// Whether Vary names the header; `*` names all.
bool varies_by(http::HeaderList const& headers, std::string_view name);

/// The lines of that header.
http::HeaderList lines_of(http::HeaderList const& headers, std::string_view name);

}  // namespace corsage::explain
