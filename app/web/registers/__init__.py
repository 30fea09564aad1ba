"""The registers of an office: read, printed, taken away as a table."""
