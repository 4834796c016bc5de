#include "wpt.hpp"

#include <functional>
#include <iostream>

#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

using test::read_wpt;
using test::string_member;

/// Runs `check` on each entry of the file that is not a comment; it says whether the entry passes.
/// Prints how many did, and gives how many did not.
std::size_t count_failures(std::string_view file, std::function<bool(simdjson::dom::object)> const& check) {
  simdjson::dom::parser parser;
  simdjson::dom::array const entries = parser.parse(read_wpt(file));
  std::size_t cases = 0;
  std::size_t passed = 0;
  for (simdjson::dom::element const entry : entries) {
    if (!entry.is_object()) {
      continue;
    }
    ++cases;
    SCOPED_TRACE(simdjson::minify(entry));
    passed += check(entry) ? 1U : 0U;
  }
  EXPECT_GT(cases, 0U);
  std::cout << "web-platform-tests " << file << ": " << passed << " of " << cases << " cases pass\n";
  return cases - passed;
}

std::expected<Url, UrlFailure> parse(std::string const& input, std::optional<std::string> const& base) {
  if (!base) {
    return Url::parse(input);
  }
  auto const parsed_base = Url::parse(*base);
  return parsed_base ? Url::parse(input, &*parsed_base) : parsed_base;
}

/// The attributes of the URL class: https://url.spec.whatwg.org/#url-class
struct Attribute {
  std::string_view name;
  std::string (*get)(Url const&);
};

std::string with_prefix(char prefix, std::optional<std::string_view> part) {
  return part.value_or("").empty() ? std::string() : prefix + std::string(*part);
}

constexpr Attribute attributes[] = {
    {"href", [](Url const& url) { return std::string(url.href()); }},
    {"protocol", [](Url const& url) { return std::string(url.scheme()) + ":"; }},
    {"username", [](Url const& url) { return std::string(url.username()); }},
    {"password", [](Url const& url) { return std::string(url.password()); }},
    {"host", [](Url const& url) { return std::string(url.authority_without_credentials()); }},
    {"hostname", [](Url const& url) { return std::string(url.host()); }},
    {"port", [](Url const& url) { return url.port() ? std::to_string(*url.port()) : std::string(); }},
    {"pathname", [](Url const& url) { return std::string(url.path()); }},
    {"search", [](Url const& url) { return with_prefix('?', url.query()); }},
    {"hash", [](Url const& url) { return with_prefix('#', url.fragment()); }},
    {"origin", [](Url const& url) { return std::string(Origin::of(url).serialized()); }},
};

bool attributes_agree(Url const& url, simdjson::dom::object entry) {
  bool agree = true;
  for (auto const& attribute : attributes) {
    auto const expected = string_member(entry, attribute.name);
    if (expected && *expected != attribute.get(url)) {
      ADD_FAILURE() << attribute.name << " is " << attribute.get(url) << ", not " << *expected;
      agree = false;
    }
  }
  return agree;
}

/// Against which bases an input parses that does not parse alone. A relative reference may have a scheme, so both of the
/// web's are tried.
bool fails_as_told(std::string const& input, std::string_view relative_to) {
  bool const with_opaque_path = parse(input, "about:blank").has_value();
  bool const without =
      parse(input, "http://example.org/").has_value() || parse(input, "https://example.org/").has_value();
  EXPECT_EQ(with_opaque_path, relative_to == "any-base");
  EXPECT_EQ(without, !relative_to.empty());
  return with_opaque_path == (relative_to == "any-base") && without != relative_to.empty();
}

TEST(WebPlatformTests, every_url_parses_as_told) {
  auto const failures = count_failures("urltestdata.json", [](simdjson::dom::object entry) {
    auto const input = string_member(entry, "input").value();
    auto const base = string_member(entry, "base");
    auto const url = parse(input, base);
    if (string_member(entry, "href")) {
      EXPECT_TRUE(url.has_value()) << to_string(url.error());
      return url && attributes_agree(*url, entry);
    }
    EXPECT_FALSE(url.has_value()) << url->href();
    return !url && (base || fails_as_told(input, string_member(entry, "relativeTo").value_or("")));
  });
  EXPECT_EQ(failures, 0U);
}

}  // namespace
}  // namespace corsage::url
