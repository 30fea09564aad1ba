"""Workloads and their floors."""
