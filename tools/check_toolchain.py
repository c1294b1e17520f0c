# -*- coding: utf-8 -*-
"""Say in one sentence, in Chinese and in English, what this machine lacks to install the project.

Without it a missing compiler would show as pages of build log. Written for any Python 3, so that an
interpreter that is too old gets its sentence too.
"""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

OLDEST = (3, 11)

PROBE = r"""
#include <Python.h>
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe", 0, -1, 0};
PyMODINIT_FUNC PyInit_probe(void) { return PyModule_Create(&module); }
"""


def compiler():
    """Return the C compiler that setuptools will use: CC, else the one this Python was built with."""
    return shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")


def linker():
    """Return the command that links an extension, with CC put in as setuptools does."""
    command = shlex.split(sysconfig.get_config_var("LDSHARED") or "cc -shared")
    return compiler() + command[1:] if os.environ.get("CC") else command


def has_headers():
    """Tell whether Python.h is where extensions look for it."""
    paths = sysconfig.get_paths()
    return any((Path(paths[key]) / "Python.h").exists() for key in ("include", "platinclude"))


def builds_extension():
    """Tell whether a minimal extension compiles and links."""
    folder = tempfile.mkdtemp()
    try:
        source, compiled, linked = (str(Path(folder) / ("probe" + end)) for end in (".c", ".o", ".so"))
        Path(source).write_text(PROBE)
        paths = sysconfig.get_paths()
        includes = ["-I" + paths["include"], "-I" + paths["platinclude"]]
        return all(
            subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
            for command in (
                [*compiler(), "-fPIC", "-c", source, "-o", compiled, *includes],
                [*linker(), compiled, "-o", linked],
            )
        )
    except OSError:
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def missing():
    """List what is missing, each as (Chinese name, English name, Debian package)."""
    version = "python%d.%d" % sys.version_info[:2]
    found = []
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        found.append(("Python 的 venv 模块", "Python's venv module", version + "-venv"))
    name = compiler()[0]
    if shutil.which(name) is None:
        found.append(("C 编译器（%s）" % name, "a C compiler (%s)" % name, "build-essential"))
    if not has_headers():
        found.append(("Python 头文件（Python.h）", "the Python headers (Python.h)", version + "-dev"))
    if not found and not builds_extension():
        found.append(
            (
                "能编译 Python 扩展的 C 工具链（%s 试编译失败）" % name,
                "a C toolchain that builds Python extensions (%s failed)" % name,
                "build-essential " + version + "-dev",
            )
        )
    return found


def sentences():
    """Return what to print, Chinese first; nothing when all is well."""
    if sys.version_info < OLDEST:
        need, have = "%d.%d" % OLDEST, "%d.%d" % sys.version_info[:2]
        return [
            "需要 Python %s 或更新版本（现在是 %s）：请安装后运行 make PYTHON=python%s。" % (need, have, need),
            "Python %s or newer is needed (this is %s): install it, then run make PYTHON=python%s." % (need, have, need),
        ]
    found = missing()
    if not found:
        return []
    command = "apt install " + " ".join(package for _, _, package in found)
    return [
        "缺少：%s；请先安装，例如 %s（其他系统请装对应的包）。" % ("、".join(zh for zh, _, _ in found), command),
        "Missing: %s; install first, for example %s (or your system's equivalent)."
        % (" and ".join(en for _, en, _ in found), command),
    ]


def main():
    """Print the sentences, as UTF-8 whatever the locale; return the exit code."""
    lines = sentences()
    for line in lines:
        sys.stderr.buffer.write((line + "\n").encode("utf-8"))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
