#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

namespace corsage {

/// A text that does not change and that copies share: the line that a thousand places are in.
class SharedText {
 public:
  SharedText() = default;

  template <typename Text>
    requires std::constructible_from<std::string, Text> && (!std::same_as<std::remove_cvref_t<Text>, SharedText>)
  SharedText(Text&& text) : text_(std::make_shared<std::string const>(std::forward<Text>(text))) {}

  std::string_view view() const { return text_ == nullptr ? std::string_view() : std::string_view(*text_); }
  operator std::string_view() const { return view(); }
  bool empty() const { return view().empty(); }
  std::size_t size() const { return view().size(); }

  template <std::convertible_to<std::string_view> Text>
  friend bool operator==(SharedText const& left, Text const& right) {
    return left.view() == std::string_view(right);
  }

 private:
  std::shared_ptr<std::string const> text_;
};

}  // namespace corsage
