#pragma once

#include "corsage/fetch/preflight_cache.hpp"

namespace corsage::cli {

/// Makes the changes that one fetch made, from `before` to `after`, in the cache that it shares with fetches that ran
/// beside it.
void adopt_changes(fetch::PreflightCache& shared, fetch::PreflightCache const& before,
                   fetch::PreflightCache const& after);

}  // namespace corsage::cli
