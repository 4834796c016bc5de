#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/session.hpp"
#include "corsage/formats/stdio_protocol.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "exit_status.hpp"
#include "line_blocks.hpp"
#include "page_network.hpp"
#include "standard_output.hpp"

namespace corsage::cli {

/// One browser session that answers requests line by line: one preflight cache, one cookie jar, many fetches at once.
class FetchService {
 public:
  /// `secrets` is about what led to a block; what the page can read is its own.
  FetchService(transport::CurlTransport& transport, fetch::Profile const& profile, http::Secrets secrets,
               PageNetworks& networks, StandardOutput& output)
      : transport_(transport), profile_(profile), secrets_(secrets), networks_(networks), output_(output) {}

  /// Answers everything that comes from the descriptor, until its end or until nobody reads the answers.
  ExitStatus serve(int descriptor);

 private:
  struct UnderWay {
    std::string id;
    fetch::PreflightCache cache;  ///< as it was at the start
    fetch::Session session;
    transport::CurlTransport::Ticket ticket = 0;
  };

  void read_block(LineBlock const& block);
  void ask(std::string_view line, std::uint64_t number);
  void go_on(UnderWay fetch);
  void receive(transport::CurlTransport::Finished finished);
  void answer(UnderWay const& fetch);

  transport::CurlTransport& transport_;
  fetch::Profile const& profile_;
  http::Secrets secrets_;
  PageNetworks& networks_;
  StandardOutput& output_;
  formats::StdioRequestReader reader_;
  fetch::PreflightCache cache_;
  std::vector<UnderWay> under_way_;
  bool saw_mistake_ = false;
};

}  // namespace corsage::cli
