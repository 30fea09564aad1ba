"""The designer's side: models before they are deployed."""
