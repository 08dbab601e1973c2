/// \file table_faults.hpp
/// What is wrong with the tables of a network, told at once.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "host/network/input_error.hpp"

namespace chokepoint {
/// Lines of errors, in the order in which they were found.
class TableFaults {
  public:
    static constexpr std::size_t most = 20;
    /// Thrown where later tables would only repeat what is wrong.
    struct CannotGoOn {};

    /// \param line  without a line end
    void note(std::string line) { lines_.push_back(std::move(line)); }

    /// Is it enough? Whoever reads on tells what nobody looks at.
    bool full() const { return lines_.size() >= most; }

    /// \throw InputError of all lines, if there are any
    void throw_all() const {
        std::string all;
        for (std::size_t i = 0; i < lines_.size() && i < most; ++i) {
            all += (i == 0 ? "" : "\n") + lines_[i];
        }
        if (full()) {
            all += "\nand perhaps more (no further row was read)";
        }
        if (!all.empty()) {
            throw InputError{all};
        }
    }

  private:
    std::vector<std::string> lines_;
};
}  // namespace chokepoint
