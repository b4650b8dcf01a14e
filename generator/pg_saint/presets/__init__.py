"""Mappings of known CRMs to start from: one commented YAML file for each."""
