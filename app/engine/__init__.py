"""The process engine, the only room that knows SpiffWorkflow."""
