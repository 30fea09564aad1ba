"""Commands and queries: one module each, with everything they need as keyword arguments."""
