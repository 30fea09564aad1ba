"""`python3 run.py web`: the pages alone; worker and scheduler run elsewhere."""

from app.cli.database import opened
from app.cli.listening import address, held_port, make_server, until_stopped
from app.cli.problems import one_line
from app.settings import read_settings


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py web` takes no arguments.", 2)
    settings = read_settings()
    with opened(settings) as storage, held_port(settings) as listening:
        from app.bootstrap.serving import web_alone

        server = make_server(web_alone(settings, storage), listening)
        until_stopped(server, f"The pages are at {address(settings)}. Stop with Ctrl+C.")
    return 0
