"""Where state systems send to: signed requests, registry events, replies, receipts."""
