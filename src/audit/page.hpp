#pragma once

#include <string>

#include "answers.hpp"
#include "corsage/audit/finding.hpp"
#include "corsage/audit/target.hpp"

namespace corsage::audit {

/// What the pages of an origin can do, as a browser that runs their fetch() over the answers would have it.
struct Reach {
  Access access = Access::none;
  bool with_credentials = false;
  /// False where the browser could not be asked: for origins that no URL has (`chrome-extension:`), the headers decide.
  bool is_run = true;
  std::string method = {};  ///< of the request, where `access` is write
};

/// The resource's address for a page of this origin: over https, where a page of https asks for what is reached by http.
url::Url address_for(Target const& target, url::Origin const& page);

/// Whether a page of the probe's origin can read the probe's answer.
Reach reach_of_reading(Target const& target, Asked const& probe);

/// Whether a page of the preflight's origin gets a request carried out that may change something and needs leave: the one
/// that the preflight asked for, or another that its answer gives leave for as well.
Reach reach_of_writing(Target const& target, Asked const& preflight);

}  // namespace corsage::audit
