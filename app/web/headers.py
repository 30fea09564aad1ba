"""Security headers of every answer."""

from flask import Flask, Response, g


def _policy(styles: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {styles}",
            # Icons of the style sheet are masks with data: addresses.
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


CONTENT_SECURITY_POLICY = _policy("'self'")
EDITOR_POLICY = _policy("'self' 'unsafe-inline'")
"""For the pages of the diagram editor alone: its libraries set styles as they draw."""
SANDBOX = "default-src 'none'; sandbox"
"""For files that people sent: nothing in them may run."""

_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    # Pages hold personal data: no copy on disk, none in the back button after leaving.
    "Cache-Control": "no-store",
}
_OVER_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


def send_headers(app: Flask, *, https: bool) -> None:
    """Add the headers; an answer may set a stricter policy of its own."""
    always = _ALWAYS | (_OVER_HTTPS if https else {})
    wanted = [(name.lower(), name, value) for name, value in always.items()]

    @app.after_request
    def secure(response: Response) -> Response:
        # Told once which are there: the headers themselves look through all of them each time.
        there = {name.lower() for name, _ in response.headers}
        for key, name, value in wanted:
            if key not in there:
                response.headers.add(name, value)
        if request_id := g.get("request_id"):
            response.headers["X-Request-Id"] = request_id
        return response
