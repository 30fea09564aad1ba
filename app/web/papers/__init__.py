"""Official documents and uploaded files."""
