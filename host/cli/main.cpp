/// \file main.cpp
/// The program: standard streams and CPUs as they are here, then the command.
#include "host/cli/commands/program.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/study/plan/granted.hpp"
#include "kernels/engine/worker_team.hpp"

int main(int argc, char** argv) {
    chokepoint::prepare_streams();
    chokepoint::limit_cpus(chokepoint::granted_by_groups().cpus);
    return chokepoint::run_program(argc, argv);
}
