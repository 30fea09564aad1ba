"""`python3 run.py stand`: the simulated state systems on a port of their own."""

from app.cli.listening import address, held_port, make_server, until_stopped
from app.cli.problems import one_line
from app.settings import SYSTEMS, read_settings


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py stand` takes no arguments.", 2)
    settings = read_settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    with held_port(settings) as listening:
        from app.bootstrap.serving import serve_stand
        from app.bootstrap.state_systems import stand_token
        from app.clock import SystemClock

        stand = serve_stand(settings, SystemClock().now, settings.public_url)
        for system in SYSTEMS:
            print(f"QADAM_{system.upper()}_TOKEN={stand_token(settings, system)}")
        for sender, secret in settings.inbound.items():
            print(f"QADAM_{sender.upper()}_INBOUND_SECRET={secret}")
        server = make_server(stand.application, listening)
        stand.letters.start()
        try:
            until_stopped(server, f"The stand is at {address(settings)}. Stop with Ctrl+C.")
        finally:
            stand.close(patience=2)
    return 0
