/// \file csv_reader.cpp
/// How a CsvTable comes from a file: libcsv does the quoting, we do the lines.
#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "host/network/tables/csv_table.hpp"
#include "host/network/tables/text_file.hpp"
#include "host/network/tables/utf8.hpp"

namespace chokepoint {
namespace {
std::size_t line_of(std::string_view bytes, std::size_t offset) {
    return 1 + static_cast<std::size_t>(
                   std::count(bytes.begin(), bytes.begin() + offset, '\n'));
}

/// \return length of the first line with its line break (LF, CRLF or CR)
std::size_t line_length(std::string_view bytes) {
    auto const end = std::min(bytes.find('\n'), bytes.size());
    auto const cr = bytes.substr(0, end).find('\r');
    if (cr == std::string_view::npos || cr + 1 == end) {
        return std::min(end + 1, bytes.size());
    }
    return cr + 1;
}
}  // namespace

/// Feeds libcsv one line of the file at a time, so that the line of each row
/// is known although quoted cells may contain line breaks. Call-backs run
/// inside a C library: they note trouble and never throw it.
class CsvTable::Reader {
  public:
    explicit Reader(CsvTable& table) : table_{table} {
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    }
    ~Reader() { csv_free(&parser_); }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    void read(std::string_view bytes) {
        while (!bytes.empty()) {
            ++line_;
            auto const length = line_length(bytes);
            if (!inside_row_) {
                row_line_ = line_;
            }
            ended_ = false;
            if (csv_parse(&parser_, bytes.data(), length, &cell, &row, this) !=
                length) {
                throw error(line_,
                            "a double quote stands in the wrong place "
                            "(quote the whole cell and double the quotes "
                            "inside it)");
            }
            check_row();
            bytes.remove_prefix(length);
            // Still open: a quoted cell goes on in the next line.
            inside_row_ = !ended_ && (cells_ > 0 || parser_.pstate != 0);
        }
        if (csv_fini(&parser_, &cell, &row, this) != 0) {
            throw error(row_line_,
                        "a quoted cell that starts in this row is never "
                        "closed (is the file cut off?)");
        }
        check_row();
        if (!header_read_) {
            throw InputError{fmt::format(
                "{}: is empty (a header row is needed)", table_.path_)};
        }
    }

  private:
    static void cell(void* bytes, std::size_t size, void* self) {
        auto& r = *static_cast<Reader*>(self);
        auto const* const text = static_cast<char const*>(bytes);
        ++r.cells_;
        if (!r.header_read_) {
            r.table_.header_.emplace_back(text, size);
            return;
        }
        r.table_.bytes_.append(text, size);
        r.table_.cell_end_.push_back(r.table_.bytes_.size());
    }

    static void row(int /*last character*/, void* self) {
        auto& r = *static_cast<Reader*>(self);
        if (!r.header_read_) {
            r.header_read_ = true;
            r.new_header_ = true;
            r.table_.header_line_ = r.row_line_;
        } else {
            r.take_row();
        }
        r.cells_ = 0;
        r.ended_ = true;
    }

    /// A row has ended. Spreadsheets write empty cells behind the last column
    /// and rows of nothing behind the last row: neither is part of the table.
    void take_row() {
        auto& ends = table_.cell_end_;
        auto const first = ends.size() - cells_;
        auto const before = first == 0 ? 0 : ends[first - 1];
        if (ends.back() == before) {
            ends.resize(first);
            return;
        }
        auto const columns = table_.header_.size();
        while (cells_ > columns && ends.back() == *(ends.end() - 2)) {
            ends.pop_back();
            --cells_;
        }
        wrong_cells_ = cells_ == columns ? 0 : cells_;
        table_.lines_.push_back(row_line_);
    }

    void check_row() {
        if (new_header_) {
            new_header_ = false;
            check_header();
        }
        if (wrong_cells_ != 0) {
            throw error(row_line_,
                        fmt::format("has {} cells, the header has {} (is a "
                                    "comma in a cell without quotes, or the "
                                    "file cut off?)",
                                    wrong_cells_, table_.header_.size()));
        }
    }

    void check_header() const {
        auto& header = table_.header_;
        while (header.size() > 1 && header.back().empty()) {
            header.pop_back();
        }
        refuse_other_separators();
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (header[i].empty()) {
                throw error(
                    row_line_,
                    fmt::format("column {} has no name{}", i + 1,
                                i == 0 ? " (an index of pandas? write the "
                                         "table with index=False)"
                                       : ""));
            }
            if (std::find(header.begin(), header.begin() + i, header[i]) !=
                header.begin() + i) {
                throw error(row_line_, fmt::format("column '{}' is there twice",
                                                   header[i]));
            }
        }
    }

    void refuse_other_separators() const {
        auto const& only = table_.header_.front();
        if (table_.header_.size() > 1) {
            return;
        }
        if (only.rfind("sep=", 0) == 0) {
            throw error(row_line_,
                        fmt::format("'{}' is for spreadsheets (delete the "
                                    "line, and separate cells by commas)",
                                    only));
        }
        for (char const separator : {';', '\t', '|'}) {
            if (only.find(separator) != std::string::npos) {
                throw error(
                    row_line_,
                    fmt::format("its cells are separated by {} (save the table "
                                "as CSV with commas between cells and points "
                                "in numbers, as 12.5)",
                                separator == '\t'
                                    ? "tabs"
                                    : fmt::format("'{}'", separator)));
            }
        }
    }

    InputError error(std::uint32_t line, std::string const& why) const {
        return InputError{fmt::format("{}:{}: {}", table_.path_, line, why)};
    }

    CsvTable& table_;
    csv_parser parser_{};
    std::uint32_t line_ = 0, row_line_ = 1;
    std::size_t cells_ = 0;        ///< of the row so far
    std::size_t wrong_cells_ = 0;  ///< of a row that has not the right number
    bool header_read_ = false, new_header_ = false;
    bool inside_row_ = false, ended_ = false;
};

CsvTable::CsvTable(std::string path) : path_{std::move(path)} {
    auto const file = read_file(path_);
    std::string_view bytes{file};
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (bytes.substr(0, byte_order_mark.size()) == byte_order_mark) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    auto const bad = std::min(first_invalid_utf8(bytes), bytes.find('\0'));
    if (bad < bytes.size()) {
        throw InputError{fmt::format(
            "{}:{}: byte 0x{:02x} is not UTF-8 text (save the table as CSV "
            "in UTF-8)",
            path_, line_of(bytes, bad),
            static_cast<unsigned char>(bytes[bad]))};
    }
    auto const control =
        std::find_if(bytes.begin(), bytes.end(), [](char const c) {
            auto const byte = static_cast<unsigned char>(c);
            return byte == 0x7f ||
                   (byte < 0x20 && c != '\t' && c != '\n' && c != '\r');
        });
    if (control != bytes.end()) {
        throw InputError{fmt::format(
            "{}:{}: has the control character U+{:04X} (delete it)", path_,
            line_of(bytes, static_cast<std::size_t>(control - bytes.begin())),
            static_cast<unsigned char>(*control))};
    }
    bytes_.reserve(bytes.size());
    Reader{*this}.read(bytes);
}
}  // namespace chokepoint
