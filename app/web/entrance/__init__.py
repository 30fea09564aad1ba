"""Pages before one is inside: sign-in, sign-out, language."""
