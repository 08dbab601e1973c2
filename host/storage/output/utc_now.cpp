#include "host/storage/output/utc_now.hpp"

#include <ctime>

namespace chokepoint {
std::string utc_now() {
    auto const seconds = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}
}  // namespace chokepoint
