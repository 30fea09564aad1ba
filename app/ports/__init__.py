"""What the use cases need from the rooms around them, as protocols."""
