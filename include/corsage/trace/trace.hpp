#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/trace/leg.hpp"
#include "corsage/trace/reason.hpp"
#include "corsage/trace/step.hpp"

namespace corsage::trace {

/// What an event's argument is. The names are those of `arguments` in JSON.
enum class ArgumentName : std::uint8_t {
  none,
  value,     ///< the deciding value, as received
  expected,  ///< what would have passed
  header,    ///< a header's name
  method,
  status,
  origin,  ///< the serialised request origin
  url,
  port,
  scheme,
  address_space,
  limit,
  names,  ///< several names, joined with ","
};

std::string_view to_string(ArgumentName name);

enum class EventKind : std::uint8_t {
  pass,   ///< a check that was made and passed
  block,  ///< the check that ended the fetch in a network error
  note,   ///< something worth telling that decided nothing
};

/// One thing the algorithms decided: step x reason x leg x hop, and the evidence.
struct Event {
  /// A slice of the trace's text.
  struct Argument {
    ArgumentName name = ArgumentName::none;
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
  };
  static constexpr std::int16_t no_exchange = -1;
  static constexpr std::size_t most_arguments = 3;

  Step step{};
  EventKind kind = EventKind::pass;
  std::optional<Reason> reason = std::nullopt;  ///< always set when kind is block
  Leg leg = Leg::actual;
  std::uint8_t hop = 0;                 ///< 0 before the first redirect
  std::int16_t exchange = no_exchange;  ///< index into the journal
  std::array<Argument, most_arguments> arguments = {};
};

/// An argument given to `Trace::add`.
struct ArgumentValue {
  ArgumentName name = ArgumentName::none;
  std::string_view text;
};

/// The events of one run, flat and in order, with the bytes of their arguments beside them: cheap to clear and refill.
class Trace {
 public:
  void clear() {
    events_.clear();
    text_.clear();
  }

  Event& add(Event event, std::initializer_list<ArgumentValue> arguments = {});

  std::vector<Event> const& events() const { return events_; }

  std::string_view text(Event::Argument const& argument) const {
    return std::string_view(text_).substr(argument.offset, argument.length);
  }

  /// The event's argument of that name; nothing when it has none.
  std::optional<std::string_view> argument(Event const& event, ArgumentName name) const;

  /// The event that ended the fetch; null when none did.
  Event const* block() const;

 private:
  std::vector<Event> events_;
  std::string text_;
};

}  // namespace corsage::trace
