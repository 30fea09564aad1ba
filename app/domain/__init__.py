"""Values and rules of the services: time, people, cases, tasks. Knows no framework."""
