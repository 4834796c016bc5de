#pragma once

#include <string>

#include "corsage/gateway/gateway.hpp"
#include "terminal.hpp"

namespace corsage::cli {

/// Who hears what a gateway has to say: standard error, and the file into which is written what could be learnt; none
/// where its name is empty.
gateway::Observers observers_of(std::string const& learned, ColorChoice color);

/// Why a gateway does not start, in one line.
std::string sentence_of(gateway::StartFailure const& failure);

}  // namespace corsage::cli
