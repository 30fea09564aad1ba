"""Qadam: state social services run as BPMN diagrams."""
