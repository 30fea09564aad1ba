"""The simulated state systems, a foreign system."""
