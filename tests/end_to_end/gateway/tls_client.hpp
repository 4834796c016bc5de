#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace corsage::test {

/// A client's connection through TLS to a port of 127.0.0.1. It believes whoever is there, and tells who that was.
class TlsClient {
 public:
  struct Options {
    std::string name = "localhost";                     ///< the server's, as the client asks for it; empty: none
    std::vector<std::string> protocols = {"http/1.1"};  ///< as ALPN offers them
    int highest_version = 0;                            ///< as OpenSSL numbers them; 0: the newest
  };

  explicit TlsClient(std::uint16_t port) : TlsClient(port, Options()) {}
  TlsClient(std::uint16_t port, Options const& options);
  ~TlsClient();
  TlsClient(TlsClient const&) = delete;
  TlsClient& operator=(TlsClient const&) = delete;

  /// Why there is no connection; empty where there is one.
  std::string const& failure() const { return failure_; }

  /// As ALPN agreed on it.
  std::string protocol() const;

  /// Whether the server's certificate has that name.
  bool has_name(std::string const& name) const;

  void send(std::string_view bytes);

  /// All that comes until the other side ends it, or falls silent for a while; until it holds `last`, where that is not
  /// empty.
  std::string receive(std::string_view last = {});

  /// Whether the other side ended as TLS has it: then nothing is missing.
  bool has_ended_well() const { return has_ended_well_; }

 private:
  struct Contents;

  std::unique_ptr<Contents> contents_;
  std::string failure_;
  bool has_ended_well_ = false;
};

}  // namespace corsage::test
