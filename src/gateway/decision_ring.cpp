#include "decision_ring.hpp"

#include <algorithm>
#include <cstdint>

#include "route_table.hpp"

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

/// What is longer is cut: it is for people to look at.
constexpr std::size_t longest_text = 1024;

}  // namespace

void KeptDecision::add(Text which, std::string_view text) {
  bytes_.append(text.substr(0, longest_text));
  ends_[static_cast<std::size_t>(which)] = static_cast<std::uint32_t>(bytes_.size());
}

std::string_view KeptDecision::text(Text which) const {
  auto const index = static_cast<std::size_t>(which);
  auto const from = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(bytes_).substr(from, ends_[index] - from);
}

void KeptDecision::keep(Record const& record, Head const& request, std::string_view client,
                        std::chrono::system_clock::time_point time) {
  auto const& decision = *record.decision;
  auto const value_of = [&request](field name) {
    auto const* const line = request.find(name);
    return line == nullptr ? std::string_view() : line->value;
  };
  time_ = time;
  bytes_.clear();
  // In the order of Text.
  add(Text::route, record.route->name);
  add(Text::client, client);
  add(Text::method, request.method);
  add(Text::host, value_of(field::host));
  add(Text::path, path_of(request.target).path);
  add(Text::origin, value_of(field::origin));
  add(Text::requested_method, value_of(field::access_control_request_method));
  add(Text::requested_headers, value_of(field::access_control_request_headers));
  add(Text::offending, decision.offending);
  add(Text::own_code, record.own_code);
  for (auto const& line : decision.headers.view()) {
    bytes_.append(line.name).append(": ").append(line.value.substr(0, longest_text)).append("\n");
  }
  add(Text::headers, {});
  replaced_ = record.replaced;
  status_ = record.status;
  request_class_ = decision.request_class;
  answered_by_ = decision.answered_by;
  mode_ = record.route->cors;
  reason_ = decision.reason;
  is_allowed_ = decision.is_allowed;
  has_candidate_ = record.route->candidate.has_value();
  shift_ = record.shift;
  candidate_reason_ = record.candidate_reason;
}

KeptDecision& DecisionRing::Ring::place() {
  if (decisions.size() < most_of_each) {
    return decisions.emplace_back();
  }
  auto& oldest = decisions[next];
  next = (next + 1) % most_of_each;
  return oldest;
}

void DecisionRing::keep(Record const& record, Head const& request, std::string_view client,
                        std::chrono::system_clock::time_point time) {
  bool const is_wanted = !record.decision->is_allowed || record.upstream_says == UpstreamSays::otherwise;
  (is_wanted ? refused_ : others_).place().keep(record, request, client, time);
}

std::vector<KeptDecision> DecisionRing::all() const {
  auto all = refused_.decisions;
  all.insert(all.end(), others_.decisions.begin(), others_.decisions.end());
  return all;
}

}  // namespace corsage::gateway
