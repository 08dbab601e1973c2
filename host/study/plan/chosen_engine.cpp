#include "host/study/plan/chosen_engine.hpp"

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
Backend pick(std::string const& wanted, std::string& notice) {
    if (wanted == "cpu") {
        return Backend::cpu;
    }
    if (wanted != "cuda" && wanted != "auto") {
        throw InputError{"backend '" + wanted +
                         "' is not known (one of: auto, cuda, cpu" +
                         nearest_hint(wanted, {"auto", "cuda", "cpu"}) + ")"};
    }
    auto const reason = cuda_unavailable();
    if (reason.empty()) {
        return Backend::cuda;
    }
    if (wanted == "cuda") {
        throw EngineError{"backend 'cuda' cannot run: " + reason +
                          "; use 'cpu' or 'auto'"};
    }
    notice = "CUDA is not used: " + reason;
    return Backend::cpu;
}
}  // namespace

ChosenEngine choose_engine(CompiledModel const& model,
                           std::string const& backend,
                           EngineOptions const& options) {
    ChosenEngine chosen;
    chosen.backend = pick(backend, chosen.notice);
    chosen.view = std::make_unique<ModelView const>(model.view());
    if (chosen.backend == Backend::cuda) {
        try {
            chosen.engine = make_cuda_engine(*chosen.view, options);
        } catch (EngineError const& reason) {
            if (backend != "auto" || !options.devices.empty()) {
                throw;
            }
            chosen.notice = std::string{"CUDA is not used: "} + reason.what();
            chosen.backend = Backend::cpu;
        }
    }
    if (chosen.backend == Backend::cpu) {
        chosen.engine = make_cpu_engine(*chosen.view, options);
    }
    auto const more = chosen.engine->notice();
    chosen.notice += (chosen.notice.empty() || more.empty() ? "" : "; ") + more;
    return chosen;
}

EngineOptions engine_options(EngineChoice const& choice) {
    EngineOptions options;
    options.threads = choice.threads;
    options.devices.assign(choice.devices.begin(), choice.devices.end());
    return options;
}

char const* name_of(Backend backend) {
    return backend == Backend::cuda ? "cuda" : "cpu";
}
}  // namespace chokepoint
