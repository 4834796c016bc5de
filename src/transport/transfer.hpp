#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "answer_collector.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "corsage/transport/proxy_address.hpp"
#include "curl_handles.hpp"

namespace corsage::transport {

/// The server to ask, and where hosts are, as libcurl takes it; null: nothing is said.
struct Addresses {
  url::Url const& server;  ///< whom the connection leads to: a proxy is chosen by it
  curl_slist* resolve = nullptr;
  curl_slist* connect_to = nullptr;
};

/// One exchange under way: an easy handle, what it needs to live as long as it does, and what has come so far.
///
/// Stays where it is while libcurl holds its address.
class Transfer {
 public:
  /// `cookies` is the jar to use, or null for an exchange without credentials.
  Transfer(EasyHandle easy, fetch::WireRequest const& request, std::string_view body, Options const& options,
           Addresses const& addresses, CURLSH* cookies);
  ~Transfer() = default;
  Transfer(Transfer const&) = delete;
  Transfer& operator=(Transfer const&) = delete;

  CURL* easy() const { return easy_.get(); }

  /// Makes it ready to be carried out once more, over a connection of its own. False where that helps nobody, or the
  /// request is none to send twice. What is no HTTP on a connection that carried another exchange may be the rest of that:
  /// servers send bodies where there can be none, and browsers do not mind.
  bool begin_again(CURLcode code);

  /// What came of it, once libcurl has said how it ended.
  Reception finish(CURLcode code);

  /// The handle, for the next exchange.
  EasyHandle release() { return std::move(easy_); }

 private:
  void set_address(fetch::WireRequest const& request, Addresses const& addresses);
  void set_method(fetch::WireRequest const& request);
  void set_limits();
  void set_security();
  void set_receivers();
  fetch::Failed failure(CURLcode code) const;
  fetch::Failed failure_without_head(CURLcode code);
  std::string body_failure(CURLcode code) const;
  url::IpAddressSpace address_space() const;
  bool is_body_late() const;
  bool has_stray_body() const;

  static std::size_t receive_line(char const* bytes, std::size_t size, std::size_t count, Transfer* self);
  static std::size_t receive_body(char const* bytes, std::size_t size, std::size_t count, Transfer* self);
  static int watch(Transfer* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  EasyHandle easy_;
  Options const& options_;
  url::Url url_;
  std::string method_;
  std::string body_;
  std::string chosen_proxy_;
  std::optional<ProxyAddress> proxy_;  ///< nothing: straight to the server
  StringList header_lines_;
  AnswerCollector collector_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::chrono::steady_clock::time_point head_arrived_ = {};
  bool has_own_connection_ = false;
};

}  // namespace corsage::transport
