"""The control room: instances, incidents, retries."""
