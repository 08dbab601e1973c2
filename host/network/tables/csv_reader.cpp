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
            r.wrong_cells_ = r.cells_ == r.table_.header_.size() ? 0 : r.cells_;
            r.table_.lines_.push_back(r.row_line_);
        }
        r.cells_ = 0;
        r.ended_ = true;
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
        auto const& header = table_.header_;
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (header[i].empty()) {
                throw error(row_line_,
                            fmt::format("column {} has no name", i + 1));
            }
            if (std::find(header.begin(), header.begin() + i, header[i]) !=
                header.begin() + i) {
                throw error(row_line_, fmt::format("column '{}' is there twice",
                                                   header[i]));
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
    bytes_.reserve(bytes.size());
    Reader{*this}.read(bytes);
}
}  // namespace chokepoint
