#pragma once

#include "corsage/gateway/network.hpp"

#include <boost/asio/ip/address.hpp>

namespace corsage::gateway {

AddressBytes bytes_of(boost::asio::ip::address const& address);

}  // namespace corsage::gateway
