#!/bin/sh
# Run a command; if its program is not installed, say so and exit with 77.
if ! command -v "$1" >/dev/null 2>&1; then
    echo "skipped: '$1' is not installed"
    exit 77
fi
exec "$@"
