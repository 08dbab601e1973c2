/// \file chosen_engine.hpp
/// Which backend marches a study.
#pragma once

#include <memory>
#include <string>

#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// An engine with the view it reads; `model` of choose_engine must live on.
struct ChosenEngine {
    Backend backend = Backend::cpu;
    /// Why `auto` did not take CUDA, and what the engine has to say; or empty.
    std::string notice;
    std::unique_ptr<ModelView const> view;
    std::unique_ptr<Engine> engine;
};

/// \param backend  "auto" (CUDA if it can march the model, else the CPU),
///                 "cpu", "cuda"
/// \throw EngineError if CUDA, or a device of it, is asked for and cannot run
/// \throw InputError if the backend has another name
ChosenEngine choose_engine(CompiledModel const& model,
                           std::string const& backend,
                           EngineOptions const& options);

/// Options of the campaign's [engine] section.
EngineOptions engine_options(EngineChoice const& choice);

/// \return "cpu" or "cuda"
char const* name_of(Backend backend);
}  // namespace chokepoint
