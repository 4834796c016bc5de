#pragma once

namespace corsage::gateway {

/// Something that waits and can be told to end: also when what it waited for has come, and it does not know yet. What the
/// system is told to end then has ended already, and says that all is well.
class Waiting {
 public:
  /// Marks the time in which it can be told to end.
  class UnderWay {
   public:
    explicit UnderWay(Waiting& waiting) : waiting_(waiting) { waiting_.is_under_way_ = true; }
    UnderWay(UnderWay const&) = delete;
    UnderWay& operator=(UnderWay const&) = delete;
    ~UnderWay() {
      waiting_.is_under_way_ = false;
      waiting_.is_cancelled_ = false;
    }

   private:
    Waiting& waiting_;
  };

  void cancel() { is_cancelled_ = is_under_way_; }
  bool is_cancelled() const { return is_cancelled_; }

 private:
  bool is_under_way_ = false;
  bool is_cancelled_ = false;
};

}  // namespace corsage::gateway
