"""Finds the command and runs it: `python3 run.py [command] [arguments]`."""

import importlib
import sys

from app.cli.commands import COMMANDS
from app.cli.logs import set_up_logs
from app.cli.problems import line_of, one_line


def main(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("start", [])
    if name in ("-h", "--help", "help"):
        return _help()
    if name not in COMMANDS:
        return one_line(f"There is no command {name!r}. `python3 run.py help` lists them.", 2)
    set_up_logs()
    command = importlib.import_module(f"app.cli.{COMMANDS[name][0]}")
    try:
        return int(command.main(rest))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141
    except Exception as error:
        if (line := line_of(error)) is None:
            raise
        return one_line(line)


def _help() -> int:
    print("python3 run.py            set up on the first start, then serve the demo")
    print("python3 run.py test       the whole test suite (--quick: a few minutes)")
    for name, (_, told) in COMMANDS.items():
        print(f"python3 run.py {name:<10} {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
