#include "tests/fuzz/program.hpp"

#include <unistd.h>
#include <utf8.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "host/cli/commands/program.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/network/tables/utf8.hpp"

namespace chokepoint::fuzz {
namespace {
namespace fs = std::filesystem;

/// Collects what is written to both standard streams.
class Listener {
  public:
    Listener() {
        flush();
        for (int const stream : streams) {
            kept_.push_back(::dup(stream));
            ::dup2(::fileno(file()), stream);
        }
    }
    ~Listener() {
        flush();
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            ::dup2(kept_[i], streams[i]);
            ::close(kept_[i]);
        }
        ::rewind(file());
        if (::ftruncate(::fileno(file()), 0) != 0) {
            std::abort();
        }
    }
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

    static std::string heard() {
        flush();
        std::string text(
            static_cast<std::size_t>(::lseek(::fileno(file()), 0, SEEK_END)),
            '\0');
        auto const got = ::pread(::fileno(file()), text.data(), text.size(), 0);
        text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
        return text;
    }

  private:
    static constexpr std::array<int, 2> streams{STDOUT_FILENO, STDERR_FILENO};

    static void flush() {
        std::fflush(stdout);
        std::fflush(stderr);
    }
    static std::FILE* file() {
        static std::FILE* const one = std::tmpfile();
        return one;
    }
    std::vector<int> kept_;
};

/// What somebody reads must be fit for a terminal, whatever the input says.
bool is_fit_for_a_terminal(std::string const& text) {
    return utf8::is_valid(text) &&
           std::none_of(text.begin(), text.end(), [](unsigned char c) {
               return (c < ' ' && c != '\n' && c != '\t') || c == 0x7f;
           });
}

/// A folder of its own, for as long as the process lives.
class Scratch {
  public:
    Scratch() {
        auto name = (fs::temp_directory_path() / "fuzz-XXXXXX").string();
        if (!::mkdtemp(name.data())) {
            throw Finding{name + ": cannot be made"};
        }
        path_ = name;
        fs::create_directory(path_ / "networks");
        fs::copy(fs::path{CHOKEPOINT_SOURCE_DIR} / "configs/networks/teaching",
                 path_ / "networks/teaching");
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;

    fs::path const& path() const { return path_; }

  private:
    fs::path path_;
};
}  // namespace

Verdict run_program(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "chokepoint");
    std::vector<char*> argv;
    for (auto& argument : arguments) {
        argv.push_back(argument.data());
    }
    int const arguments_end = static_cast<int>(argv.size());
    argv.push_back(nullptr);
    int code = 0;
    std::string text;
    {
        Listener const listener;
        code = chokepoint::run_program(arguments_end, argv.data());
        text = Listener::heard();
    }
    bool const told = text.find("chokepoint: error: ") != std::string::npos;
    if ((code != exit_done && code != exit_bad_input) ||
        told != (code == exit_bad_input) || !is_fit_for_a_terminal(text)) {
        throw Finding{"ended with " + std::to_string(code) + " and said:\n" +
                      visible(text)};
    }
    return code == exit_done ? Verdict::accepted : Verdict::refused;
}

fs::path const& scratch() {
    static Scratch const folder;
    return folder.path();
}

std::string rich_campaign() {
    static std::string const path = [] {
        auto const copy = scratch() / "rich.toml";
        fs::copy_file(fs::path{CHOKEPOINT_SOURCE_DIR} /
                          "tests/fuzz/corpus/campaign/rich.toml",
                      copy);
        return copy.string();
    }();
    return path;
}

std::string sound_results() {
    static std::string const path = [] {
        auto const out = (scratch() / "sound.h5").string();
        run_program({"run", rich_campaign(), "--backend=cpu", "--threads=1",
                     "--quiet", "-o", out});
        return out;
    }();
    return path;
}

std::string contents(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Finding{path.string() + ": cannot be read"};
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

void put(fs::path const& path, std::string const& bytes) {
    std::ofstream file{path, std::ios::binary};
    file << bytes;
    if (!file.flush()) {
        throw Finding{path.string() + ": cannot be written"};
    }
}
}  // namespace chokepoint::fuzz
