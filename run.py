#!/usr/bin/env python3
"""Sets the product up on this machine, then hands over to it.

Standard library alone, and written so that any Python 3 can parse it: an old one gets its one line.
Usage: python3 run.py [command ...]; python3 run.py test [--quick] [pytest arguments].
"""

import os
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(
        "Qadam needs Python 3.11 to 3.14, this is %d.%d: start it with one of those, "
        "for example python3.12 run.py" % sys.version_info[:2]
    )

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
FRONTEND = os.path.join(ROOT, "app", "web", "frontend")
MODULES = os.path.join(FRONTEND, "node_modules")
BUILD = os.path.join(ROOT, "app", "web", "static", "build")
LOG = os.path.join(ROOT, "var", "setup.log")
WINDOWS = os.name == "nt"
BIN = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
PYTHON = os.path.join(BIN, "python.exe" if WINDOWS else "python")
OLDEST_NODE = 20

# What a tool's output says -> what the person at the machine can do about it. The first match wins.
CAUSES = (
    (
        ("No space left on device", "ENOSPC", "There is not enough space on the disk"),
        "the disk is full: free about 1 GB and start again",
    ),
    (
        ("ensurepip is not available", "No module named ensurepip", "No module named venv"),
        "Python's venv is missing: install the package python3-venv and start again",
    ),
    (
        ("DO NOT MATCH THE HASHES", "EINTEGRITY"),
        "a downloaded package is not the one we pinned: check the proxy or mirror, "
        "then start again",
    ),
    (
        (
            "NewConnectionError",
            "ConnectTimeout",
            "ReadTimeout",
            "Max retries exceeded",
            "name resolution",
            "Network is unreachable",
            "ProxyError",
            "SSLError",
            "CERTIFICATE_VERIFY_FAILED",
            "Connection refused",
            "ENOTFOUND",
            "EAI_AGAIN",
            "ECONNREFUSED",
            "ECONNRESET",
            "ETIMEDOUT",
            "ENETUNREACH",
            "FETCH_ERROR",
            "SELF_SIGNED_CERT",
            "UNABLE_TO_GET_ISSUER_CERT",
        ),
        "the package registry cannot be reached: check the network or the proxy settings of "
        "pip and npm, then start again",
    ),
    (
        ("No matching distribution found", "EBADPLATFORM", "E404"),
        "a package is not to be had for this machine from the configured registry",
    ),
    (
        ("Permission denied", "EACCES", "EPERM"),
        "writing is not permitted here: check who owns this folder and the home folder's caches",
    ),
)


class SetupFailed(Exception):
    """Set-up cannot go on; the text is one line for the person at the machine."""


def main(args):
    """Set up what is missing, then become the product."""
    testing = args[:1] == ["test"]
    try:
        set_up(testing)
    except SetupFailed as problem:
        return "Set-up stopped: %s" % problem
    except KeyboardInterrupt:
        return "Set-up interrupted; the next start goes on from here."
    except OSError as problem:
        full = problem.errno == 28  # whatever language the system says it in
        return "Set-up stopped: %s" % (cause_in("ENOSPC" if full else str(problem)) or problem)
    if testing:
        return become([os.path.join(ROOT, "tests", "checks.py")] + args[1:])
    return become(["-m", "app.cli"] + args)


def become(args):
    """Replace this process by the product's own Python (on Windows: wait for it)."""
    command = [PYTHON, "-X", "utf8"] + args
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(PYTHON, command)
    import subprocess

    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


def set_up(testing):
    """Do the steps whose stamp is missing or tells of another state of the sources."""
    steps = [
        (".venv", os.path.join(VENV, ".stamp-created"), [], create_venv),
        ("packages", os.path.join(VENV, ".stamp-packages"), ["requirements.txt"], install_packages),
    ]
    if testing:
        locks = ["requirements.txt", "tests/requirements.txt"]
        steps.append(("test tools", os.path.join(VENV, ".stamp-tests"), locks, install_test_tools))
    lock = ["app/web/frontend/package-lock.json", "app/web/frontend/.npmrc"]
    steps.append(("front-end packages", os.path.join(MODULES, ".stamp"), lock, install_modules))
    steps.append(("front end", os.path.join(BUILD, ".stamp"), frontend_sources(), build_frontend))
    # One pass over all stamps first: on an ordinary start nothing heavy may be imported.
    base = os.path.realpath(PYTHON)  # another Python under the same .venv has none of our packages
    done = [os.path.exists(PYTHON)]
    for _name, stamp, sources, _action in steps:
        done.append(done[0] and read(stamp) == fingerprint(sources, base))
    if all(done):
        return
    with held_log() as log:
        for number, (name, stamp, sources, action) in enumerate(steps, 1):
            base = os.path.realpath(PYTHON)
            if os.path.exists(PYTHON) and read(stamp) == fingerprint(sources, base):
                continue
            action(log, "%d/%d %s" % (number, len(steps), name))
            with open(stamp, "w", encoding="ascii") as file:
                file.write(fingerprint(sources, os.path.realpath(PYTHON)))


def read(path):
    """The text of a stamp, or None where there is none."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return None


def fingerprint(sources, base):
    """A hash over the given files (paths from the root) and the Python that .venv stands on."""
    import hashlib

    digest = hashlib.sha256(base.encode("utf-8", "surrogateescape"))
    for source in sources:
        digest.update(source.encode())
        with open(os.path.join(ROOT, source), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def frontend_sources():
    """All files from which the front end is built, as paths from the root."""
    found = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        found += [os.path.join(folder, name) for name in sorted(names)]
    return [os.path.relpath(path, ROOT).replace(os.sep, "/") for path in found]


def held_log():
    """Open var/setup.log, held by one set-up at a time; a second start waits for the first."""
    os.makedirs(os.path.dirname(LOG), exist_ok=True)
    log = open(LOG, "a+b")  # noqa: SIM115 - held until the process ends
    if not WINDOWS:
        import fcntl

        try:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Another set-up is running here, waiting for it ...", flush=True)
            fcntl.flock(log, fcntl.LOCK_EX)
    return log


def create_venv(log, title):
    """Make .venv anew; a half-made one is thrown away."""
    try:
        import ensurepip  # noqa: F401 - Debian and Ubuntu ship venv without it
        import venv  # noqa: F401
    except ImportError:
        raise SetupFailed(
            "Python's venv is missing: install the package python3-venv and start again"
        ) from None
    run([sys.executable, "-m", "venv", "--clear", VENV], log, title)
    folders = (folder for folder, _, _ in os.walk(VENV))
    site = next(folder for folder in folders if os.path.basename(folder) == "site-packages")
    with open(os.path.join(site, "qadam.pth"), "w", encoding="ascii") as file:
        # Relative, so that the folder may be moved; commands work from any folder.
        file.write(os.path.relpath(ROOT, site) + "\n")


def pip(log, title, lock):
    """Install exactly what a lock file pins, by hash."""
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    run(command + ["--require-hashes", "-r", os.path.join(ROOT, lock)], log, title)


def install_packages(log, title):
    """What the product runs with."""
    pip(log, title, "requirements.txt")


def install_test_tools(log, title):
    """What the checks and tests need."""
    pip(log, title, "tests/requirements.txt")


def install_modules(log, title):
    """What the front end is built from."""
    npm = node_tool("npm", log, title)
    quick_refusal = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=10000"]
    run([npm, "ci", "--ignore-scripts"] + quick_refusal, log, title, cwd=FRONTEND)


def build_frontend(log, title):
    """Bundle styles, scripts, fonts and icons into app/web/static/build."""
    run([node_tool("node", log, title), "build.mjs"], log, title, cwd=FRONTEND)


def node_tool(name, log, title):
    """Path of node or npm: the machine's, else those of a Python package, installed when needed."""
    import shutil

    if node_of_the_machine() is None and not os.path.exists(os.path.join(BIN, "npm")):
        pip(log, title + ": Node from a Python package", "app/web/frontend/requirements.txt")
    return shutil.which(name, path=node_path())


def node_of_the_machine():
    """Path of a Node new enough with npm beside it, or None."""
    import shutil
    import subprocess

    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    try:
        version = subprocess.check_output([node, "--version"], stderr=subprocess.DEVNULL).decode()
        return node if int(version.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE else None
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def node_path():
    """Where node and npm are looked for: the machine's, unless they are missing or too old."""
    here = os.environ.get("PATH", os.defpath)
    return here if node_of_the_machine() else BIN + os.pathsep + here


def run(command, log, title, cwd=ROOT):
    """Run one tool with its output in the log, telling how long it takes; failure gets one line."""
    import subprocess
    import time

    print("%s ..." % title, flush=True)
    log.write(("\n$ %s\n" % " ".join(command)).encode())
    log.flush()
    start, begun, told = log.tell(), time.monotonic(), 0
    environment = dict(os.environ)
    if cwd == FRONTEND:
        environment["PATH"] = node_path()
    child = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    while True:
        try:
            code = child.wait(timeout=1)
            break
        except subprocess.TimeoutExpired:
            elapsed = int(time.monotonic() - begun)
            if elapsed - told >= 15:
                told = elapsed
                print("    %d s" % elapsed, flush=True)
        except KeyboardInterrupt:
            child.wait()
            raise
    if code != 0:
        log.seek(start)
        output = log.read().decode("utf-8", "replace")
        reason = cause_in(output) or "%s failed with code %s" % (os.path.basename(command[0]), code)
        raise SetupFailed("%s (the whole output is in %s)" % (reason, os.path.relpath(LOG, ROOT)))
    print("    done in %d s" % round(time.monotonic() - begun), flush=True)


def cause_in(output):
    """What went wrong, in words, if the output tells of something known."""
    for signs, words in CAUSES:
        if any(sign in output for sign in signs):
            return words
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
