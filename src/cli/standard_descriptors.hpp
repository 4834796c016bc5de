#pragma once

namespace corsage::cli {

/// Takes the places of standard input, output and error where they are closed, before a file or a socket does: what is
/// written there would go into it. Writing to them still fails.
void occupy_standard_descriptors();

}  // namespace corsage::cli
