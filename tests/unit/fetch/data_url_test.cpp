#include "fetch/data_url.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

struct Row {
  std::string name;
  std::string url;
  std::string media_type;
  std::string body;
};

// https://fetch.spec.whatwg.org/#data-url-processor
std::vector<Row> const rows{
    {"a type and text", "data:text/plain,hi", "text/plain", "hi"},
    {"no type is plain ASCII text", "data:,hi", "text/plain;charset=US-ASCII", "hi"},
    {"a type that does not parse is plain ASCII text", "data:nonsense,hi", "text/plain;charset=US-ASCII", "hi"},
    {"parameters alone are those of plain text", "data:;charset=utf-8,hi", "text/plain;charset=utf-8", "hi"},
    {"the type is serialized", "data:TEXT/HTML;Charset=UTF-8;foo;charset=b,hi", "text/html;charset=UTF-8", "hi"},
    {"escapes are decoded", "data:text/html,%3Cb%3E%zz", "text/html", "<b>%zz"},
    {"base64", "data:text/plain;base64,aGk=", "text/plain", "hi"},
    {"base64 without padding, in any case", "data:text/plain; BASE64,aGk", "text/plain", "hi"},
    {"the fragment is no data", "data:text/plain,hi#there", "text/plain", "hi"},
};

TEST(DataUrl, IsReadByTheTable) {
  for (auto const& [name, text, media_type, body] : rows) {
    SCOPED_TRACE(name);
    auto const data = fetch::parse_data_url(url::Url::parse(text).value());
    ASSERT_TRUE(data);
    EXPECT_EQ(data->media_type, media_type);
    EXPECT_EQ(data->body, body);
  }
}

TEST(DataUrl, FailsWithoutACommaOrWithBadBase64) {
  for (std::string const text : {"data:text/plain", "data:;base64,a", "data:;base64,a!bc"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(fetch::parse_data_url(url::Url::parse(text).value()));
  }
}

}  // namespace
}  // namespace corsage::tests
