"""`python3 run.py stand`: the simulated state systems on a port of their own."""

from app.cli.apart import settings_or_line


def main(arguments: list[str]) -> int:
    settings = settings_or_line()
    if isinstance(settings, int):
        return settings

    from waitress import serve

    from app.bootstrap.state_systems import make_stand, stand_token
    from app.clock import SystemClock

    stand = make_stand(settings, SystemClock().now, settings.var / "stand.db")
    print(f"The stand is at http://{settings.host}:{settings.port}")
    for system in ("gbdfl", "sms"):
        print(f"QADAM_{system.upper()}_TOKEN={stand_token(settings, system)}")
    serve(stand, host=settings.host, port=settings.port, threads=8, ident="Qadam stand")
    return 0
