#include "host/network/tables/network_sha256.hpp"

#include <filesystem>

#include "host/network/table_names.hpp"
#include "host/network/tables/sha256.hpp"
#include "host/network/tables/text_file.hpp"

namespace chokepoint {
std::string network_sha256(std::string const& folder) {
    Sha256 hash;
    for (std::size_t i = 0; i < table_files.size(); ++i) {
        auto const path = folder + '/' + table_files[i];
        bool const may_be_missing = static_cast<Table>(i) == Table::firms ||
                                    static_cast<Table>(i) == Table::routes;
        std::error_code ignored;
        if (may_be_missing && !std::filesystem::exists(path, ignored)) {
            continue;
        }
        auto const bytes = read_file(path);
        // Name and size: no bytes can move from one table to the next unseen.
        hash.add(std::string{table_files[i]} + ' ' +
                 std::to_string(bytes.size()) + '\n');
        hash.add(bytes);
    }
    return hash.digest();
}
}  // namespace chokepoint
