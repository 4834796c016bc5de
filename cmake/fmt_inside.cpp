// {fmt}'s library, as code of our own program. The distribution has it as a shared library only, and a program that loads
// one library more starts 0.13 ms later: a fiftieth of what `corsage why` takes.
#include <fmt/format-inl.h>

namespace fmt::detail {

// The templates that {fmt}'s headers leave to its library, for the characters and numbers that are formatted here.
template auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template auto decimal_point_impl<char>(locale_ref) -> char;
template auto dragonbox::to_decimal(float) noexcept -> dragonbox::decimal_fp<float>;
template auto dragonbox::to_decimal(double) noexcept -> dragonbox::decimal_fp<double>;

}  // namespace fmt::detail
