#include "corsage/report/gateway_text.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

struct PlaceRow {
  std::string_view name;
  GatewayPlace place;
  std::string_view told;
  std::string_view asked;
};

TEST(GatewayText, tells_where_it_is_and_what_pages_ask) {
  for (auto const& row : std::vector<PlaceRow>{
           {"this machine", {.address = "127.0.0.1", .port = 80}, "gateway is at http://localhost:80", "localhost:80"},
           {"an address", {.address = "10.0.0.1", .port = 80}, "gateway is at http://10.0.0.1:80", "10.0.0.1:80"},
           {"all addresses", {.address = "0.0.0.0", .port = 80}, "gateway is at http://0.0.0.0:80", "localhost:80"},
           {"all of IPv6", {.address = "::", .port = 80}, "gateway is at http://[::]:80", "localhost:80"},
           {"a relay",
            {.what = "relay", .address = "::1", .port = 80},
            "relay is at http://localhost:80",
            "localhost:80"},
       }) {
    SCOPED_TRACE(row.name);
    auto const text = gateway_is_there(row.place, {});
    EXPECT_NE(text.find(" The " + std::string(row.told) + "\n"), std::string::npos) << text;
    EXPECT_NE(text.find("fetch(\"http://" + std::string(row.asked) + "/...\")"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace corsage::report
