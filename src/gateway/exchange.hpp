#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "buffer_pool.hpp"
#include "corsage/policy/decision.hpp"
#include "head.hpp"
#include "message_parser.hpp"
#include "record.hpp"
#include "spares.hpp"

namespace corsage::gateway {

/// What a request under way needs besides its connections. Between requests a connection has none.
struct Exchange {
  Head request;
  Head answer;
  std::optional<RequestParser> request_parser;
  std::optional<ResponseParser> answer_parser;
  std::vector<std::string_view> pieces;  ///< of a chunked body
  Buffer from_client;                    ///< the request's head, and what came with it
  Buffer from_upstream;
  std::optional<policy::Decision> decision;  ///< nothing where CORS is upstream's
  Record record;
};

/// A worker's exchanges.
class ExchangePool {
 public:
  struct GiveBack {
    ExchangePool* pool;
    void operator()(Exchange* exchange) const { pool->give_back(exchange); }
  };
  using Handle = std::unique_ptr<Exchange, GiveBack>;

  Handle take() {
    auto exchange = spares_.take();
    if (exchange == nullptr) {
      exchange = std::make_unique_for_overwrite<Exchange>();
    }
    return {exchange.release(), GiveBack{this}};
  }

  /// To be called now and then.
  void trim() { spares_.trim(); }

 private:
  void give_back(Exchange* exchange) {
    exchange->from_client = {};
    exchange->from_upstream = {};
    spares_.keep(std::unique_ptr<Exchange>(exchange));
  }

  Spares<std::unique_ptr<Exchange>> spares_;
};

}  // namespace corsage::gateway
