#include "host/cli/terminal/messages.hpp"

#include <sstream>

#include "host/cli/terminal/json_log.hpp"
#include "host/cli/terminal/terminal.hpp"

namespace chokepoint {
namespace {
MessageForm form_of_messages = MessageForm::text;
}  // namespace

void set_message_form(MessageForm form) {
    form_of_messages = form;
}

MessageForm message_form() {
    return form_of_messages;
}

void tell_error(std::string const& message, int code) {
    if (form_of_messages == MessageForm::json) {
        log_failure(message, code);
        return;
    }
    std::istringstream lines{message};
    for (std::string line; std::getline(lines, line);) {
        remark("chokepoint: error: {}\n", line);
    }
}
}  // namespace chokepoint
