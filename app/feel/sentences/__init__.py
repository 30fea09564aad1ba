"""Sentences and words of this room in Kazakh and Russian, by their English template."""
