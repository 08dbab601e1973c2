/// \file run_answer.hpp
/// What `run` and `merge` print when the results are there.
#pragma once

#include <string>

namespace chokepoint {
/// The answer in words, losses and differences of the first packages, and
/// what to do next. \param results  path of the results file
void print_run_answer(std::string const& results);
}  // namespace chokepoint
