#pragma once

#include <string>
#include <vector>

#include "corsage/report/contract_report.hpp"

/// What is said of a case, wherever it is said. Text that can be shown: secrets masked, control characters escaped.
namespace corsage::report {

/// "PUT /users/1 from https://app.example.com: allowed, x-request-id readable"; a name stands for the request.
std::string title_of(TestedCase const& tested);

/// In what it departs from what is expected, and whose browsers do: a sentence each, without a full stop. Empty where it
/// holds, and where that is not known.
std::vector<std::string> departures_in_words(TestedCase const& tested);

/// What of it is not certain, and how it would be; empty where all is.
std::string doubt_of(TestedCase const& tested);

/// Why nobody answered; for a case that is unreachable.
std::string silence_of(TestedCase const& tested);

/// All that there is to tell of why it is not as expected, without colours, for a report; empty where there is nothing.
std::string plain_why(TestedCase const& tested);

}  // namespace corsage::report
