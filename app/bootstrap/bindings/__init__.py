"""The commands bound to storage, engine and clock, by what they are about."""
