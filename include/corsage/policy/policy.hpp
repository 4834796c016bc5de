#pragma once

#include <memory>

#include "corsage/policy/config.hpp"

namespace corsage::policy {

/// A validated policy: what can decide. Immutable, and cheap to copy and to share between threads; a new one takes its
/// place by one exchange of a pointer. Made by `compile` alone.
class Policy {
 public:
  /// What `compile` made of a Config; private to the room.
  struct Contents;

  explicit Policy(std::shared_ptr<Contents const> contents) : contents_(std::move(contents)) {}

  Contents const& contents() const { return *contents_; }

  /// Whether both say the same in the same words.
  bool operator==(Policy const& other) const;

 private:
  std::shared_ptr<Contents const> contents_;
};

/// The policy written down in its canonical form: patterns, methods and names each in their one spelling and once; patterns
/// in the order in which they were written, methods and names in alphabetical order. Compiling it gives an equal policy.
Config print(Policy const& policy);

}  // namespace corsage::policy
