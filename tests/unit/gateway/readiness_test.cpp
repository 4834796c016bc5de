#include "gateway/readiness.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

/// A connection whose one end is waited for, and whose other end is the test's.
class ReadinessTest : public testing::Test {
 protected:
  ReadinessTest() {
    Acceptor acceptor(context_, Tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    far_.connect(acceptor.local_endpoint());
    acceptor.accept(near_);
    near_.non_blocking(true);
    readiness_ = std::make_unique<Readiness>(near_);
    // Of a new socket nobody knows anything: the first wait is over at once.
    wait();
    run();
    told_ = 0;
  }

  /// Begins to wait; what comes of it is in `told_` and `error_`.
  void wait() {
    asio::co_spawn(
        context_,
        [this]() -> Awaitable<void> {
          co_await readiness_->wait(error_);
          ++told_;
        },
        asio::detached);
  }

  /// Lets everything happen that can happen without waiting.
  void run() {
    context_.restart();
    while (context_.poll() > 0) {
    }
  }

  void send(std::string_view text) { asio::write(far_, asio::buffer(text)); }

  std::string read() {
    std::string text(64, '\0');
    Error error;
    text.resize(near_.read_some(asio::buffer(text), error));
    return text;
  }

  asio::io_context context_;
  Socket near_{context_};
  Socket far_{context_};
  std::unique_ptr<Readiness> readiness_;
  Error error_;
  int told_ = 0;
};

TEST_F(ReadinessTest, is_told_of_what_comes_while_somebody_waits) {
  wait();
  run();
  EXPECT_EQ(told_, 0);
  send("a");
  run();
  EXPECT_EQ(told_, 1);
  EXPECT_FALSE(error_);
  EXPECT_EQ(read(), "a");
}

TEST_F(ReadinessTest, is_told_once_of_what_came_while_nobody_waited) {
  wait();
  send("a");
  run();
  EXPECT_EQ(read(), "a");
  send("b");
  run();
  wait();
  run();
  EXPECT_EQ(told_, 2);
  EXPECT_EQ(read(), "b");
  wait();
  run();
  EXPECT_EQ(told_, 2);
  send("c");
  run();
  EXPECT_EQ(told_, 3);
}

TEST_F(ReadinessTest, is_told_of_the_end) {
  wait();
  run();
  far_.close();
  run();
  EXPECT_EQ(told_, 1);
  EXPECT_EQ(read(), "");
}

TEST_F(ReadinessTest, ends_when_the_socket_is_cancelled_or_closed) {
  for (bool const closes : {false, true}) {
    wait();
    run();
    closes ? near_.close() : near_.cancel();
    run();
    EXPECT_EQ(error_, asio::error::operation_aborted);
  }
  EXPECT_EQ(told_, 2);
}

TEST_F(ReadinessTest, is_cancelled_too_where_something_came_that_it_does_not_know_of_yet) {
  send("a");
  run();
  asio::co_spawn(
      context_,
      [this]() -> Awaitable<void> {
        co_await readiness_->wait(error_);
        ++told_;
      },
      asio::detached);
  // Begun, and over; but nobody has been told.
  context_.restart();
  while (context_.run_one() > 0 && told_ == 0) {
    readiness_->cancel();
    near_.cancel();
  }
  EXPECT_EQ(error_, asio::error::operation_aborted);
}

TEST_F(ReadinessTest, may_be_waited_for_when_everything_ends) {
  {
    asio::io_context context;
    Acceptor acceptor(context, Tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    asio::co_spawn(
        context,
        [this, &context, &acceptor]() -> Awaitable<void> {
          Socket socket(context);
          socket.connect(acceptor.local_endpoint());
          Readiness readiness(socket);
          while (!error_) {
            co_await readiness.wait(error_);
            ++told_;
          }
        },
        asio::detached);
    context.poll();
  }
  EXPECT_EQ(told_, 1);
}

}  // namespace
}  // namespace corsage::gateway
