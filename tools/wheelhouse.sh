#!/bin/sh
# Puts all that subsidies needs to run into one folder, for machines without a network: tools/wheelhouse.sh FOLDER
# Run it where there is one, with the Python, system and processor of those machines (PYTHON=python3.11 names another Python).
set -eu
folder=${1:?tools/wheelhouse.sh FOLDER}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${PYTHON:-python3}" -m venv "$work/venv"
pip="$work/venv/bin/python -m pip --quiet --disable-pip-version-check"
$pip install --require-hashes -r requirements/build.txt
# What is downloaded is what was locked; only then is anything of it built. The flag is for durable-rules, as in the Makefile.
$pip download --no-build-isolation --require-hashes -r requirements/runtime.txt -d "$work/checked"
CPPFLAGS="${CPPFLAGS:-} -DPyEval_CallObject=PyObject_CallObject" \
    $pip wheel --no-index --no-build-isolation --no-deps --wheel-dir "$folder" "$work"/checked/*
# From a copy: what an earlier build left beside the sources would end up in the wheel.
mkdir "$work/source"
tar cf - --exclude=./.venv --exclude=./.git --exclude=./build . | tar xf - -C "$work/source"
$pip wheel --no-index --no-build-isolation --no-deps --wheel-dir "$folder" "$work/source"

# The list by which the other side checks what arrived.
: > "$folder/requirements.txt"
for wheel in "$folder"/*.whl; do
    name=$(basename "$wheel")
    version=${name#*-}
    sum=$("$work/venv/bin/python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$wheel")
    echo "${name%%-*}==${version%%-*} --hash=sha256:$sum" >> "$folder/requirements.txt"
done
