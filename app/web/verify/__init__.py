"""Whether a paper is genuine, for anybody who holds it."""
