"""Finds the command and runs it: `python3 run.py [command] [arguments]`."""

import importlib
import sys

from app.cli.commands import COMMANDS
from app.cli.logs import set_up_logs


def main(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("start", [])
    if name in ("-h", "--help", "help"):
        return _help()
    if name not in COMMANDS:
        print(f"There is no command {name!r}. `python3 run.py help` lists them.", file=sys.stderr)
        return 2
    set_up_logs()
    command = importlib.import_module(f"app.cli.{COMMANDS[name][0]}")
    try:
        return int(command.main(rest))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


def _help() -> int:
    print("python3 run.py            set up on the first start, then serve the demo")
    print("python3 run.py test       the whole test suite (--quick: within 3 minutes)")
    for name, (_, told) in COMMANDS.items():
        print(f"python3 run.py {name:<10} {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
