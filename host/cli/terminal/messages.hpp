/// \file messages.hpp
/// In which form warnings and errors are told: to people, or to programs.
#pragma once

#include <string>

namespace chokepoint {
/// Lines of text, or one JSON object a line (json_log.hpp).
enum class MessageForm { text, json };

/// Of all that is told from now on.
void set_message_form(MessageForm form);
/// \return what was set; text at first
MessageForm message_form();

/// Tell on standard error why the program ends.
/// \param code  with which it does
void tell_error(std::string const& message, int code);
}  // namespace chokepoint
