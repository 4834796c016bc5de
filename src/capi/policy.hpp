#pragma once

#include "corsage.h"
#include "corsage/policy/policy.hpp"

struct corsage_policy {
  corsage::policy::Policy compiled;
};
