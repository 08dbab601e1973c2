"""Read results with the HDF5 tool h5dump, as text."""

import re
import shutil
import subprocess
import sys

from expected import Comparison, expected_values, rows, skip

if not shutil.which("h5dump"):
    skip("h5dump is not installed")

folder = sys.argv[1]
path = f"{folder}/sample.h5"
same = Comparison()


def dump(*options):
    run = subprocess.run(
        ["h5dump", *options, path], capture_output=True, text=True, check=True
    )
    return run.stdout


for dataset, index, value in list(expected_values(folder))[:40]:
    start = ",".join(str(i) for i in index)
    count = ",".join("1" for _ in index)
    text = dump("-y", "-m", "%.2f", "-d", dataset, "-s", start, "-c", count)
    data = text[text.index("DATA {") :].split("ATTRIBUTE")[0]
    found = re.search(r"DATA \{\s*(\S+?)\s*\}", data)
    same.equal(f"{dataset}{index}", float(found.group(1)), value)

attributes = dump("-A")
for row in rows(folder, "attributes.csv"):
    pattern = rf'ATTRIBUTE "{row["name"]}".*?DATA \{{\s*(?:\(0\): )?"?(.*?)"?\s*\}}'
    found = re.search(pattern, attributes, re.S)
    same.equal(row["name"], found.group(1), row["value"])
same.finish(at_least=40)
