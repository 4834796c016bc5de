#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "corsage/url/origin.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::url {
namespace {

/// Path, query and fragment: pieces with meaning, one after another.
rc::Gen<std::string> any_rest() {
  auto const piece =
      rc::gen::element<std::string>("/", "/", "\\", ".", "..", "%2e", "?", "#", "@", ":", "C|", "c:", " ", "\t", "'",
                                    "\"", "|", "^", "x", "%zz", "b\u00FCcher", "\x7F", "{");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](std::vector<std::string> const& pieces) {
    std::string text;
    for (auto const& part : pieces) {
      text += part;
    }
    return text;
  });
}

/// Texts that are URLs more often than not.
rc::Gen<std::string> any_url_text() {
  auto const parts = rc::gen::tuple(
      rc::gen::element<std::string>("http:", "https:", "WS:", "ftp:", "file:", "blob:https:", "foo:", "data:", ""),
      rc::gen::element<std::string>("//", "//", "//", "/", "", "\\/"),
      rc::gen::element<std::string>("", "", "", "u@", "u:p@", ":@", ":p@", "a@b:c:d@"),
      rc::gen::element<std::string>("localhost", "a.test", "EXAMPLE.com.", "[::1]", "[1::2:0:0:3]", "0x7f.1",
                                    "127.0.0.1", "b\u00FCcher.test", "a%2eb", "a*b", ""),
      rc::gen::element<std::string>("", "", ":", ":80", ":443", ":8080", ":00081"), any_rest());
  return rc::gen::map(
      parts, [](auto const& tuple) { return std::apply([](auto const&... part) { return (part + ...); }, tuple); });
}

rc::Gen<std::string> any_base() {
  return rc::gen::element<std::string>("http://u:p@a.test:81/b/c?d#e", "https://a.test/", "file:///C:/a/b",
                                       "file://h/a", "foo://h/a/b", "foo:/.//a", "foo:a/b");
}

std::optional<Url> url_of(std::string const& text, std::string const& base) {
  auto const parsed_base = Url::parse(base).value();
  auto const url = Url::parse(text, &parsed_base);
  return url ? std::optional(*url) : std::nullopt;
}

RC_GTEST_PROP(UrlProperties, parsing_a_serialisation_gives_the_same_url, ()) {
  auto const url = url_of(*any_url_text(), *any_base());
  RC_PRE(url.has_value());
  auto const again = Url::parse(url->href());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->href() == url->href());
  RC_ASSERT(again->host_kind() == url->host_kind());
  RC_ASSERT(again->path() == url->path());
  RC_ASSERT(again->query() == url->query());
  RC_ASSERT(again->fragment() == url->fragment());
}

RC_GTEST_PROP(UrlProperties, a_tuple_origin_is_what_its_serialisation_says, ()) {
  auto const url = url_of(*any_url_text(), *any_base());
  RC_PRE(url.has_value());
  auto const origin = Origin::of(*url);
  RC_PRE(!origin.is_opaque());
  auto const again = Origin::parse(origin.serialized());
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == origin);
  RC_ASSERT(Origin::of(Url::parse(origin.serialized()).value()) == origin);
  RC_ASSERT(same_origin(*url, origin));
}

RC_GTEST_PROP(UrlProperties, an_empty_reference_is_the_base_without_its_fragment, ()) {
  auto const base = url_of(*any_url_text(), *any_base());
  RC_PRE(base.has_value());
  RC_PRE(!base->has_opaque_path());  // by itself: the macro's && evaluates both sides
  RC_ASSERT(Url::parse("", &*base).value().href() == base->href_without_fragment());
}

}  // namespace
}  // namespace corsage::url
