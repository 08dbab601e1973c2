# Read results with R's hdf5r. R counts from 1 and shows axes in reverse order.
if (!requireNamespace("hdf5r", quietly = TRUE)) {
  cat("skipped: the R package hdf5r is not installed\n")
  quit(status = 77)
}
folder <- commandArgs(trailingOnly = TRUE)[1]
file <- hdf5r::H5File$new(file.path(folder, "sample.h5"), mode = "r")
expected <- read.csv(file.path(folder, "expected.csv"), stringsAsFactors = FALSE)
compared <- 0
differ <- 0
same <- function(what, found, wanted) {
  compared <<- compared + 1
  if (!identical(as.character(found), as.character(wanted))) {
    differ <<- differ + 1
    cat(what, ": found", format(found), ", expected", format(wanted), "\n")
  }
}

for (dataset in unique(expected$dataset)) {
  values <- file[[dataset]]$read()
  for (row in which(expected$dataset == dataset)) {
    e <- expected[row, ]
    index <- c(e$j, e$i, e$scenario, e$package)
    index <- index[index >= 0] + 1
    found <- do.call(`[`, c(list(values), as.list(index)))
    same(paste(dataset, toString(index)), as.numeric(found), e$value)
  }
}
names <- read.csv(file.path(folder, "names.csv"), stringsAsFactors = FALSE,
                  encoding = "UTF-8")
for (axis in unique(names$dataset)) {
  found <- file[[axis]]$read()
  Encoding(found) <- "UTF-8"
  same(axis, toString(found), toString(names$name[names$dataset == axis]))
}
attributes <- read.csv(file.path(folder, "attributes.csv"), colClasses = "character")
for (row in seq_len(nrow(attributes))) {
  found <- hdf5r::h5attr(file, attributes$name[row])
  same(attributes$name[row], as.character(found), attributes$value[row])
}
same("units", hdf5r::h5attr(file[["/losses/value_added"]], "units"), "million USD")
cat(compared, "values compared,", differ, "differ\n")
quit(status = if (differ > 0 || compared < 100) 1 else 0)
