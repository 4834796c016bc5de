#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "corsage/gateway/configuration.hpp"
#include "corsage/gateway/network.hpp"

namespace corsage::gateway {

/// What becomes of a client that connects.
enum class Admission : std::uint8_t {
  welcome,
  too_many,            ///< its first request is told so
  too_many_of_client,  ///< its first request is told so
  turned_away,         ///< nobody listens: there are too many even of those that are told so
};

/// Counts the clients of all workers, as they come and go. All of it may be used from any thread: it is the one thing
/// that workers share, and is asked for each connection and for no request.
class Census {
 public:
  /// A client's place; given back when it goes.
  class Place {
   public:
    Place(Place&& other) noexcept
        : census_(std::exchange(other.census_, nullptr)), client_(other.client_), admission_(other.admission_) {}
    Place& operator=(Place&&) = delete;
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    ~Place();

    Admission admission() const { return admission_; }

   private:
    friend class Census;
    Place(Census* census, AddressBytes const& client, Admission admission)
        : census_(census), client_(client), admission_(admission) {}

    Census* census_;
    AddressBytes client_;
    Admission admission_;
  };

  /// `counts_for_client` is false for who stands for many, as a trusted proxy does.
  Place enter(AddressBytes const& address, Limits const& limits, bool counts_for_client);

 private:
  struct Hash {
    std::size_t operator()(AddressBytes const& address) const;
  };

  void leave(AddressBytes const& client);

  std::mutex mutex_;
  std::size_t all_ = 0;
  std::unordered_map<AddressBytes, std::size_t, Hash> of_client_;
};

}  // namespace corsage::gateway
