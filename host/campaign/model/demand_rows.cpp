#include "host/campaign/model/demand_rows.hpp"

#include <algorithm>
#include <map>

#include "kernels/portable/platform.cuh"

namespace chokepoint {
std::uint32_t DemandRows::add(Rows const& sinks) {
    sets_.push_back(sinks);
    return static_cast<std::uint32_t>(sets_.size() - 1);
}

std::uint32_t DemandRows::finish(std::vector<std::uint32_t>& row_of_sink) {
    std::vector<Rows> raised_by(row_of_sink.size());
    for (std::uint32_t handle = 0; handle < sets_.size(); ++handle) {
        for (auto const sink : sets_[handle]) {
            raised_by[sink].push_back(handle);
        }
    }
    std::map<Rows, std::uint32_t> row_of;
    rows_.assign(sets_.size(), {});
    for (std::size_t sink = 0; sink < raised_by.size(); ++sink) {
        if (raised_by[sink].empty()) {
            row_of_sink[sink] = none;
            continue;
        }
        auto const next = static_cast<std::uint32_t>(row_of.size());
        auto const entry = row_of.emplace(raised_by[sink], next).first;
        row_of_sink[sink] = entry->second;
    }
    for (auto const& [handles, row] : row_of) {
        for (auto const handle : handles) {
            rows_[handle].push_back(row);
        }
    }
    for (auto& rows : rows_) {
        std::sort(rows.begin(), rows.end());
    }
    return static_cast<std::uint32_t>(row_of.size());
}
}  // namespace chokepoint
