"""FEEL: parser, evaluator, budgets."""
