"""The source of time: the system clock in production, a fixed one in tests."""
