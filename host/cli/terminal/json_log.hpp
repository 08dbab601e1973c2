/// \file json_log.hpp
/// How far a run is, on standard error, for schedulers and monitors: one JSON
/// object a line. Its events and fields stand in host/cli/README.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "host/study/plan/study.hpp"
#include "host/study/run/run_options.hpp"

namespace chokepoint {
/// Writes "start", "progress", "notice", "warning", and at the end "finished"
/// or "interrupted".
class JsonLog {
  public:
    /// \param quiet  warnings only
    explicit JsonLog(bool quiet) : quiet_{quiet} {}

    /// \param part  "2/7", or empty for a whole run
    void start(Study const& study,
               std::string const& output,
               std::string const& part);
    /// At most once a second, but for the first and the last one.
    void operator()(RunProgress const& progress);
    /// Something good to know.
    void notice(std::string const& text);
    /// Something that must be seen, quiet or not.
    void warning(std::string const& text);
    /// How the run ended.
    void end(RunOutcome const& outcome);

  private:
    using Clock = std::chrono::steady_clock;
    bool quiet_;
    std::optional<Clock::time_point> last_;  ///< progress written
};

/// "failed": why the program ends with this exit code.
void log_failure(std::string const& message, int code);
}  // namespace chokepoint
