#!/bin/sh
# Pins every requirement again, from pyproject.toml: `COMPILE=path/to/pip-compile requirements/compile.sh [--upgrade]`.
# Run it with Python 3.11, the oldest version supported: what resolves there must install on the newer ones.
set -eu
cd "$(dirname "$0")/.."

pin() {
    output=requirements/$1.txt
    shift
    "${COMPILE:-pip-compile}" --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file "$output" "$@" pyproject.toml
}

# The later lists keep to the earlier ones, so that all of them can share one environment.
pin runtime "$@"
pin build --build-deps-for wheel --only-build-deps --constraint requirements/runtime.txt "$@"
pin test --extra test --constraint requirements/runtime.txt "$@"
pin lint --extra lint --constraint requirements/test.txt "$@"
pin bench --extra bench --constraint requirements/test.txt "$@"
