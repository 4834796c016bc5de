#pragma once

#include <span>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/profile.hpp"
#include "corsage/report/why_text.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "exit_status.hpp"
#include "network_options.hpp"
#include "witness.hpp"

namespace corsage::cli {

/// How the network is asked by who judges: of a body that does not end the beginning is enough.
transport::Options network_of_judges(NetworkOptions const& options);

/// Who judges a fetch, and by which rules: the browser's own, or these with what does not count here left out.
struct Judge {
  fetch::Profile const* profile = nullptr;
  fetch::Profile const* rules = nullptr;
};

/// The one chosen, or, where it is null, all of them: each by its own rules.
std::vector<Judge> judges(fetch::Profile const* chosen);

/// Every judge's diagnosis of the fetch, from the same answers, in place of `why.judgements`.
void judge(std::span<Judge const> judges, explain::Interests const& interests, fetch::Responder const& responder,
           report::Why& why);

/// The same from a witness's answers: what hangs on its estimates is marked.
void judge(std::span<Judge const> judges, explain::Interests const& interests, Witness& witness, report::Why& why);

/// What the answers say of the products that gave them, and for which platform the fix is written: for `chosen`, or for
/// the one recognised where it is null.
void recognise(fetch::Journal const& answers, platforms::Platform const* chosen, report::Why& why);

/// Every exchange that the diagnosis knows of, as it was answered.
fetch::Journal evidence(explain::Diagnosis const& diagnosis);

/// What the judgements come to, for scripts. Browsers decide; the standard only where it was asked alone.
ExitStatus status_of(report::Why const& why, Witness const& witness);

}  // namespace corsage::cli
