#include "host/cli/terminal/json_log.hpp"

#include <nlohmann/json.hpp>

#include "host/cli/terminal/terminal.hpp"
#include "host/storage/output/utc_now.hpp"
#include "host/version.hpp"

namespace chokepoint {
namespace {
using Json = nlohmann::ordered_json;

/// A name that is no UTF-8 must not end the run.
void write_event(std::string const& event, Json const& fields) {
    Json line{{"event", event}, {"time", utc_now()}};
    line.update(fields);
    write_error(line.dump(-1, ' ', false, Json::error_handler_t::replace) +
                "\n");
}

/// A number that is not known yet is null.
Json known(double value) {
    return value > 0 ? Json(value) : Json(nullptr);
}

Json progress_fields(RunProgress const& p) {
    return {{"worlds_done", p.worlds_done},
            {"worlds", p.worlds},
            {"chunks_done", p.chunks_done},
            {"chunks", p.chunks}};
}
}  // namespace

void JsonLog::start(Study const& study,
                    std::string const& output,
                    std::string const& part) {
    if (quiet_) {
        return;
    }
    auto const& campaign = study.campaign;
    write_event("start", {{"program_version", program_version},
                          {"campaign", campaign.header.name},
                          {"output", output},
                          {"part", part.empty() ? Json(nullptr) : Json(part)},
                          {"scenarios", campaign.header.scenarios},
                          {"packages", study.model.package.size()},
                          {"weeks", study.model.weeks},
                          {"seed", study.model.seed}});
}

void JsonLog::operator()(RunProgress const& p) {
    auto const now = Clock::now();
    bool const ends = !last_ || p.chunks_done == p.chunks;
    if (quiet_ || (!ends && now - *last_ < std::chrono::seconds{1})) {
        return;
    }
    last_ = now;
    auto fields = progress_fields(p);
    fields["worlds_per_second"] = known(p.worlds_per_second);
    fields["seconds_left"] =
        p.chunks_done == p.chunks ? Json(0) : known(p.seconds_left);
    write_event("progress", fields);
}

void JsonLog::notice(std::string const& text) {
    if (!quiet_) {
        write_event("notice", {{"text", text}});
    }
}

void JsonLog::warning(std::string const& text) {
    write_event("warning", {{"text", text}});
}

void JsonLog::end(RunOutcome const& outcome) {
    if (quiet_) {
        return;
    }
    auto fields = progress_fields(outcome.progress);
    if (outcome.end == RunEnd::interrupted) {
        fields["journal"] = outcome.journal;
        write_event("interrupted", fields);
        return;
    }
    fields["output"] = outcome.results;
    fields["seconds"] = outcome.seconds;
    fields["device"] = outcome.device;
    fields["link_steps_per_second"] = known(outcome.link_steps_per_second);
    write_event("finished", fields);
}

void log_failure(std::string const& message, int code) {
    write_event("failed", {{"text", message}, {"exit_code", code}});
}
}  // namespace chokepoint
