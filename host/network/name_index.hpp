/// \file name_index.hpp
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "host/network/input_error.hpp"
#include "kernels/portable/platform.cuh"

namespace chokepoint {
/// From names to indices. Views the strings that it was given: they must stay
/// where they are.
class NameIndex {
  public:
    void reserve(std::size_t size) { index_.reserve(size); }

    /// \return `index`, or the one that has this name already
    std::uint32_t add(std::string const& name, std::uint32_t index) {
        return index_.emplace(name, index).first->second;
    }
    /// \return index of a name, or `none`
    std::uint32_t find(std::string_view name) const {
        auto const found = index_.find(name);
        return found == index_.end() ? none : found->second;
    }
    /// \return "; nearest: 'X'" or an empty string
    std::string hint(std::string const& name) const {
        return nearest_hint(name, names());
    }
    /// \return the nearest name, or an empty string
    std::string nearest(std::string const& name) const {
        return nearest_name(name, names());
    }

  private:
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        all.reserve(index_.size());
        for (auto const& entry : index_) {
            all.emplace_back(entry.first);
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    std::unordered_map<std::string_view, std::uint32_t> index_;
};
}  // namespace chokepoint
