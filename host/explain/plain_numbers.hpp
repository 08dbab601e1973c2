/// \file plain_numbers.hpp
/// Numbers as people read them, in tables as in sentences.
#pragma once

#include <cstdint>
#include <string>

namespace chokepoint {
/// Three significant digits with thousands separators: "12,300", "0.456". A
/// zero at the end says that the number was rounded to it: 1.2003 is "1.20",
/// 1.2 is "1.2", 5 is "5".
/// \return "-" for what is not known, "inf", "-inf"
std::string plain_number(double value);

/// "12.3 %", "0.046 %", "< 0.001 %": three digits, however small the share.
std::string plain_percent(double share);

/// "1,234,567".
std::string grouped(std::uint64_t count);
}  // namespace chokepoint
