#pragma once

#include <string_view>

namespace corsage::cli {

class Interruption;

/// Writes all of it; 0, or the system's number for why not.
///
/// Where there is an interruption to listen for, it is heard while nobody takes what is written, and who does not for a
/// second after it is not waited for any longer: ECANCELED.
int write_all(int descriptor, std::string_view text, Interruption* interruption = nullptr);

}  // namespace corsage::cli
