#include "work_in_order.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace corsage::cli {

namespace {

void work_alone(LineBlocks& input, StandardOutput& output, BlockWork const& work) {
  LineBlock block;
  std::string answers;
  while (input.next(block)) {
    answers.clear();
    work(block, answers);
    if (!output.write(answers)) {
      return;
    }
  }
}

/// A ring of blocks that goes from the reader over the workers to the writer.
class Ring {
 public:
  explicit Ring(std::size_t size) : slots_(size) {}

  void read_all(LineBlocks& input);
  void work_on_all(BlockWork const& work);
  void write_all(StandardOutput& output);

 private:
  struct Slot {
    LineBlock block;
    std::string answers;
    bool is_done = false;
  };

  Slot& slot(std::uint64_t number) { return slots_[number % slots_.size()]; }

  std::vector<Slot> slots_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t read_ = 0;     ///< how many blocks were read,
  std::uint64_t taken_ = 0;    ///< ... taken by a worker,
  std::uint64_t written_ = 0;  ///< ... and written
  bool is_all_read_ = false;
  bool is_stopped_ = false;  ///< the output takes no more
};

void Ring::read_all(LineBlocks& input) {
  bool more = true;
  while (more) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_stopped_ || read_ - written_ < slots_.size(); });
    auto& free = slot(read_);
    more = !is_stopped_;
    lock.unlock();
    more = more && input.next(free.block);
    lock.lock();
    read_ += more ? 1 : 0;
    is_all_read_ = !more;
    changed_.notify_all();
  }
}

void Ring::work_on_all(BlockWork const& work) {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return is_stopped_ || is_all_read_ || taken_ < read_; });
    if (is_stopped_ || taken_ == read_) {
      return;
    }
    auto& mine = slot(taken_++);
    lock.unlock();
    mine.answers.clear();
    work(mine.block, mine.answers);
    lock.lock();
    mine.is_done = true;
    changed_.notify_all();
  }
}

void Ring::write_all(StandardOutput& output) {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return slot(written_).is_done || (is_all_read_ && written_ == read_); });
    auto& next = slot(written_);
    if (!next.is_done) {
      return;
    }
    lock.unlock();
    bool const is_written = output.write(next.answers);
    lock.lock();
    next.is_done = false;
    ++written_;
    is_stopped_ = !is_written;
    changed_.notify_all();
    if (is_stopped_) {
      return;
    }
  }
}

}  // namespace

void work_in_order(LineBlocks& input, StandardOutput& output, std::size_t jobs,
                   std::function<BlockWork()> const& make_work) {
  if (jobs <= 1) {
    work_alone(input, output, make_work());
    return;
  }
  Ring ring(2 * jobs);
  std::vector<std::jthread> threads;
  threads.reserve(jobs + 1);
  for (std::size_t job = 0; job < jobs; ++job) {
    threads.emplace_back([&ring, work = make_work()] { ring.work_on_all(work); });
  }
  threads.emplace_back([&] { ring.write_all(output); });
  ring.read_all(input);
}

}  // namespace corsage::cli
