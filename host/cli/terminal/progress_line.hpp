/// \file progress_line.hpp
/// How far a run is, on standard error.
#pragma once

#include <string>

#include "host/study/run/run_study.hpp"

namespace chokepoint {
/// On a terminal one line that is overwritten; elsewhere a line for each tenth
/// of the run. Notices and warnings are lines of their own.
class ProgressLine {
  public:
    /// \param quiet  show warnings only
    explicit ProgressLine(bool quiet);

    /// Show how far the run is; nothing if quiet.
    void operator()(RunProgress const& progress);
    /// Show a line that is good to know; nothing if quiet.
    void notice(std::string const& text);
    /// Show a line that must be seen, quiet or not.
    void warning(std::string const& text);
    /// End the line, so that other text can follow.
    void close();

  private:
    bool quiet_, terminal_;
    bool open_ = false;
    std::uint64_t tenths_ = 0;
};
}  // namespace chokepoint
