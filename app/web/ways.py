"""Where a person goes next: only ever an address of our own."""

from urllib.parse import urlsplit


def own_address(address: str, otherwise: str = "/") -> str:
    """The address if it is a path of this site, else `otherwise`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    is_own = (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
        and "\\" not in address
        and address.isprintable()
    )
    return address if is_own else otherwise
