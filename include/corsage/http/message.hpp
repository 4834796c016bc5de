#pragma once

#include <string>

#include "corsage/http/header_list.hpp"

namespace corsage::http {

/// An answer as it came off the wire: header lines with their order, case, doubles and odd bytes.
struct Response {
  int status = 200;
  std::string reason_phrase = {};
  HeaderList headers = {};
  std::string body = {};

  bool operator==(Response const&) const = default;
};

}  // namespace corsage::http
