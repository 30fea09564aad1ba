"""Repositories: domain values in and out of the rows, within one transaction."""
