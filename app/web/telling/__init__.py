"""What a person is told of: the page of notices, and what they choose."""
