/// \file table_text.hpp
#pragma once

#include <string>

namespace chokepoint {
/// A CSV table to write.
struct TableText {
    std::string file;  ///< name within its folder
    std::string sign;  ///< how all tables of this kind begin
    std::string text;
};
}  // namespace chokepoint
