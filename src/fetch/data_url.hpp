#pragma once

#include <optional>
#include <string>

#include "corsage/url/url.hpp"

namespace corsage::fetch {

struct DataUrl {
  std::string media_type;
  std::string body;
};

/// https://fetch.spec.whatwg.org/#data-url-processor : nothing on failure.
std::optional<DataUrl> parse_data_url(url::Url const& url);

}  // namespace corsage::fetch
