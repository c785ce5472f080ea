#!/bin/sh
# Build the environment in .venv from the pinned requirements: the one place that
# installs anything. Needs a Python of 3.11 or later with venv and pip, no root.
set -eu
cd "$(dirname "$0")/.."
venv=.venv

find_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.11 python3.12 python3.13; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Renkou needs Python 3.11 or later; ${PYTHON:-python3} is older or missing." >&2
    echo "Install it, or name it: make PYTHON=/path/to/python3.11" >&2
    echo "Renkou 需要 Python 3.11 或更高版本；请安装，或用 make PYTHON=… 指定。" >&2
    return 1
}

make_venv() {
    # An interrupted build, or a Python since removed, leaves one that does not start.
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return
    rm -rf "$venv"
    "$python" -m venv "$venv" && return
    rm -rf "$venv"
    echo "$python cannot make environments: its venv module is missing." >&2
    echo "On Debian, as root: apt-get install python3-venv" >&2
    return 1
}

install_with_uv() {
    # uv comes from pip, takes pip's index, and is several times faster than pip.
    pin=$(sed -n 's/^\(uv==[^ ;]*\).*/\1/p' requirements.txt)
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$pin" &&
        index=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url \
            2>/dev/null || true)} &&
        if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi &&
        UV_LINK_MODE=copy UV_NO_CONFIG=1 VIRTUAL_ENV="$venv" "$venv/bin/uv" pip install \
            --quiet --system-certs --requirement requirements.txt
}

install_with_pip() {
    echo "      uv cannot be had; going on with pip, which is slower" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --requirement requirements.txt
}

python=$(find_python)

echo "[1/3] Making .venv with $("$python" --version)"
make_venv
echo "[2/3] Installing the pinned packages (once; about a minute)"
install_with_uv || install_with_pip
echo "[3/3] Installing Renkou from this folder"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --editable .
touch "$venv/.ready"
