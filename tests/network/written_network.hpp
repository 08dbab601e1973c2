/// \file written_network.hpp
/// Tables on the disk, to be read back.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "host/network/tables/write_network.hpp"

namespace chokepoint::test {
inline void write_texts(std::vector<TableText> const& texts,
                        std::string const& folder) {
    std::filesystem::create_directories(folder);
    for (auto const& table : texts) {
        std::ofstream{folder + '/' + table.file, std::ios::binary}
            << table.text;
    }
}

inline void write_network(SupplyNetwork const& network,
                          std::string const& folder,
                          std::string const& source) {
    write_texts(network_texts(network, source), folder);
}
}  // namespace chokepoint::test
