#include "corsage/trace/trace.hpp"

#include <algorithm>
#include <cstdint>
#include <ranges>

namespace corsage::trace {

std::string_view to_string(ArgumentName name) {
  switch (name) {
    case ArgumentName::none: return "";
    case ArgumentName::value: return "value";
    case ArgumentName::expected: return "expected";
    case ArgumentName::header: return "header";
    case ArgumentName::method: return "method";
    case ArgumentName::status: return "status";
    case ArgumentName::origin: return "origin";
    case ArgumentName::url: return "url";
    case ArgumentName::port: return "port";
    case ArgumentName::scheme: return "scheme";
    case ArgumentName::address_space: return "address_space";
    case ArgumentName::limit: return "limit";
    case ArgumentName::names: return "names";
  }
  return "";
}

Event& Trace::add(Event event, std::initializer_list<ArgumentValue> arguments) {
  std::size_t slot = 0;
  for (auto const& given : arguments) {
    if (given.name == ArgumentName::none || slot == Event::most_arguments) {
      continue;
    }
    event.arguments[slot++] = {.name = given.name,
                               .offset = static_cast<std::uint32_t>(text_.size()),
                               .length = static_cast<std::uint32_t>(given.text.size())};
    text_.append(given.text);
  }
  return events_.emplace_back(event);
}

std::optional<std::string_view> Trace::argument(Event const& event, ArgumentName name) const {
  auto const* const found = std::ranges::find(event.arguments, name, &Event::Argument::name);
  if (found == event.arguments.end()) {
    return std::nullopt;
  }
  return text(*found);
}

Event const* Trace::block() const {
  auto const found = std::ranges::find(std::views::reverse(events_), EventKind::block, &Event::kind);
  return found == events_.rend() ? nullptr : &*found;
}

}  // namespace corsage::trace
