"""The page of one task: its form, its deeds, and why it is due that day."""
