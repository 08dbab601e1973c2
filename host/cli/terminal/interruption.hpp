/// \file interruption.hpp
/// Ctrl-C: the first one ends the run after its chunk, the second at once. A
/// terminal that goes away and a limit on CPU time end it after its chunk too.
#pragma once

namespace chokepoint {
/// Catch SIGINT, SIGTERM, SIGHUP, SIGXCPU and SIGUSR1 (by which schedulers warn
/// before a limit) from now on, but for those that whoever started the program
/// has it ignore, as nohup does. Says so in the message form of the moment.
void catch_interruptions();

/// \return whether one came
bool interrupted();
}  // namespace chokepoint
