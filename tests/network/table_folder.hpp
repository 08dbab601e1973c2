/// \file table_folder.hpp
/// A network folder of its own for each test: the teaching network, to spoil.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "host/network/input_error.hpp"

namespace chokepoint::test {
inline std::string const teaching_folder =
    CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching";

/// An empty folder that goes away with the object.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() /
                        "chokepoint-network-XXXXXX")
                           .string();
        if (mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::string const& path() const { return path_; }
    std::string file(std::string const& name) const {
        return path_ + '/' + name;
    }
    void write(std::string const& name, std::string const& bytes) const {
        std::ofstream{file(name), std::ios::binary} << bytes;
    }
    std::string read(std::string const& name) const {
        std::ifstream stream{file(name), std::ios::binary};
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        return bytes.str();
    }

  private:
    std::string path_;
};

/// A small network of three countries in which everything that may be left
/// out is left out. Written here: the tests know every line.
class TableFolder : public TemporaryFolder {
  public:
    TableFolder() {
        write("countries.csv",
              "country,name,source\n"
              "ALP,Alphaland,invented\n"
              "BET,Betaland,invented\n"
              "GAM,Gammaland,invented\n");
        write("products.csv",
              "product,name,stage,source\n"
              "ore,Ore,mine,invented\n"
              "metal,Metal,refine,invented\n"
              "device,Device,final,invented\n");
        write("firms.csv",
              "firm,name,owner_country,source\n"
              "FABCO,Fabco Limited,ALP,invented\n");
        write("routes.csv",
              "route,name,source\n"
              "STRAIT,The Strait,invented\n"
              "CANAL,The Canal,invented\n");
        write("nodes.csv",
              "node,country,product,value_added,source\n"
              "ALP:ore,ALP,ore,10,invented\n"
              "BET:metal,BET,metal,12,invented\n"
              "GAM:metal,GAM,metal,3,invented\n"
              "GAM:device,GAM,device,75,invented\n");
        write("inputs.csv",
              "buyer,input,class,source\n"
              "metal,ore,CRITICAL,invented\n"
              "device,metal,IMPORTANT,invented\n");
        write("final_demand.csv",
              "country,product,source\n"
              "ALP,device,invented\n"
              "GAM,device,invented\n");
        write("links.csv",
              "supplier,buyer,flow,source\n"
              "ALP:ore,BET:metal,8,invented\n"
              "ALP:ore,GAM:metal,2,invented\n"
              "BET:metal,GAM:device,20,invented\n"
              "GAM:metal,GAM:device,5,invented\n"
              "GAM:device,final:ALP,60,invented\n"
              "GAM:device,final:GAM,40,invented\n");
    }

    /// Replace a text that must be there, once.
    void replace(std::string const& table,
                 std::string const& text,
                 std::string const& by) const {
        auto bytes = read(table);
        auto const at = bytes.find(text);
        if (at == std::string::npos) {
            throw std::logic_error{table + " has no '" + text + "'"};
        }
        write(table, bytes.replace(at, text.size(), by));
    }
    void append(std::string const& table, std::string const& bytes) const {
        write(table, read(table) + bytes);
    }
};

/// What an action complains of; "" if it does not.
template <class Action>
std::string complaint(Action action) {
    try {
        action();
    } catch (InputError const& error) {
        return error.what();
    }
    return {};
}
}  // namespace chokepoint::test
