#pragma once

#include "corsage/base/diagnostic.hpp"
#include "corsage/explain/expectation.hpp"
#include "corsage/formats/contract_file.hpp"
#include "toml_place.hpp"

namespace corsage::formats {

/// Reads one `[[expect]]`. What could be read of it is given; every mistake in it is added.
explain::Expectation read_expectation(toml::table const& table, TomlLines const& lines, FillPlaces const& fill,
                                      Diagnostics& mistakes);

}  // namespace corsage::formats
