"""`python3 run.py web`: the pages alone; worker and scheduler run elsewhere."""

from app.cli.apart import settings_or_line


def main(arguments: list[str]) -> int:
    settings = settings_or_line()
    if isinstance(settings, int):
        return settings

    from waitress import serve

    from app.bootstrap.serving import web_alone

    serve(web_alone(settings), host=settings.host, port=settings.port, threads=8, ident="Qadam")
    return 0
