#include "host/study/output_path.hpp"

#include "host/network/input_error.hpp"
#include "host/storage/results_file.hpp"

namespace chokepoint {
void require_output(std::string const& path) {
    try {
        check_output(path);
    } catch (StorageError const& error) {
        throw InputError{error.what()};
    }
}
}  // namespace chokepoint
