#pragma once

#include <memory>
#include <string>

#include "corsage/explain/hops.hpp"
#include "corsage/report/hops_text.hpp"
#include "hops_options.hpp"
#include "judging.hpp"
#include "witness.hpp"

namespace corsage::cli {

/// What is the same for every layer: the page, a page that nobody knows, and a mark for an address that no cache has seen.
struct HopsQuestion {
  HopsOptions const& options;
  Page page;
  Page stranger;
  std::string mark;
};

/// One layer of a deployment while it is asked.
class AskedLayer {
 public:
  AskedLayer(HopsQuestion const& question, NamedHop hop, Progress& progress);

  /// Asks for the page, for the stranger and for the page again, and judges the first answers.
  void ask();

  /// Asks for whoever had this turn at an address that no cache has seen.
  void ask_afresh(explain::Turn turn);

  bool is_reached() const { return explain::failure_of(seen_) == nullptr; }
  explain::Layer const& seen() const { return seen_; }

  /// The layer's own answer to "why?"; valid as long as this is.
  report::Why const& why() const { return why_; }

  /// The URL that it is asked for, where it listens.
  std::string address() const;

  /// What the verdict on it comes to. It was reached.
  ExitStatus status() const { return status_of(why_, witness_); }

 private:
  fetch::Journal exchanges(Page const& page, Witness& witness, bool sends_unsafe_methods) const;
  void take_turn(explain::Turn turn, Page const& page, transport::CurlTransport& transport);
  void take_verdict();

  HopsQuestion const& question_;
  NamedHop hop_;
  Progress& progress_;
  transport::CurlTransport transport_;
  Witness witness_;
  explain::Layer seen_;
  report::Why why_;
};

}  // namespace corsage::cli
