"""The administration: people, roles, offices, the calendar."""
