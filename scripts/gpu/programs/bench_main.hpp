/// \file bench_main.hpp
/// What the measuring programs of this folder share.
#pragma once

#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <string>

namespace chokepoint {
/// "quickstart.toml" of "configs/quickstart.toml".
inline std::string file_name(std::string const& path) {
    return path.substr(path.rfind('/') + 1);
}

/// Do the work of a program. \return its exit status; 1 if it threw: the error
/// is one JSON object on stdout then
template <class Work>
int bench_main(Work const& work) {
    try {
        return work();
    } catch (std::exception const& error) {
        nlohmann::ordered_json j;
        j["test"] = "error";
        j["error"] = error.what();
        fmt::print("{}\n", j.dump());
        return 1;
    }
}
}  // namespace chokepoint
