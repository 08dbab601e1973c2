/// \file program.hpp
/// The program as a process, in a folder of its own.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace chokepoint::test {
struct Ended {
    int code = -1;  ///< exit code, or -1 if a signal ended it
    std::string out, err;
};

/// A temporary folder with a campaign on the teaching network in it.
class Program : public testing::Test {
  protected:
    using Arguments = std::vector<std::string>;

    Program() {
        auto pattern =
            (std::filesystem::temp_directory_path() / "chokepoint-cli-XXXXXX")
                .string();
        if (mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        folder_ = pattern;
        write("small.toml",
              "[campaign]\n"
              "network = \"" CHOKEPOINT_SOURCE_DIR
              "/configs/networks/teaching\"\n"
              "scenarios = 300\n"
              "weeks = 40\n"
              "[[event]]\n"
              "name = \"fire\"\n"
              "type = \"capacity\"\n"
              "firms = [\"FABCO\"]\n"
              "start_week = 5\n"
              "hold_weeks = 8\n"
              "[[family]]\n"
              "name = \"accidents\"\n"
              "type = \"plant_accident\"\n"
              "rate = 0.5\n"
              "[[measure]]\n"
              "name = \"ore-ban\"\n"
              "type = \"ban\"\n"
              "exporters = [\"ALP\"]\n"
              "[[package]]\n"
              "name = \"ban\"\n"
              "measures = [\"ore-ban\"]\n"
              "[metrics]\n"
              "groups = true\n");
    }
    ~Program() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    std::string file(std::string const& name) const {
        return folder_ + '/' + name;
    }
    void write(std::string const& name, std::string const& text) const {
        std::ofstream{file(name)} << text;
    }
    std::string read(std::string const& name) const {
        std::ifstream stream{file(name)};
        std::ostringstream text;
        text << stream.rdbuf();
        return text.str();
    }
    bool exists(std::string const& name) const {
        return std::filesystem::exists(file(name));
    }

    /// Names in the folder, but for what the test itself put there.
    std::vector<std::string> written() const {
        std::vector<std::string> names;
        for (auto const& entry : std::filesystem::directory_iterator{folder_}) {
            auto const name = entry.path().filename().string();
            if (name != "small.toml" && name != "out" && name != "err") {
                names.push_back(name);
            }
        }
        return names;
    }

    /// Start the program with the folder as its working folder.
    pid_t start(Arguments const& arguments) const {
        auto const pid = fork();
        if (pid == 0) {
            std::vector<char*> words{const_cast<char*>("chokepoint")};
            for (auto const& argument : arguments) {
                words.push_back(const_cast<char*>(argument.c_str()));
            }
            words.push_back(nullptr);
            auto const redirect = [&](char const* name, int descriptor) {
                dup2(open(file(name).c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                          0600),
                     descriptor);
            };
            redirect("out", STDOUT_FILENO);
            redirect("err", STDERR_FILENO);
            // A caller in the background ignores them: that is inherited.
            for (int const number : {SIGINT, SIGTERM, SIGHUP}) {
                std::signal(number, SIG_DFL);
            }
            if (chdir(folder_.c_str()) == 0) {
                execv(CHOKEPOINT_PROGRAM, words.data());
            }
            _exit(127);
        }
        return pid;
    }

    Ended end_of(pid_t pid) const {
        int status = 0;
        waitpid(pid, &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read("out"),
                read("err")};
    }

    Ended run(Arguments const& arguments) const {
        return end_of(start(arguments));
    }

    std::string folder_;
};
}  // namespace chokepoint::test
