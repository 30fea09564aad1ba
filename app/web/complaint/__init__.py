"""Complaints at the chancellery, and how they are told on the pages of both cases."""
