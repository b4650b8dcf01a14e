"""The criteria language: one PostgreSQL expression over fields and aggregates, parsed, checked and normalised."""

from pg_saint.criteria.entity import EntityCriteria, entity_criteria
from pg_saint.criteria.parse import parse_expression

__all__ = ["EntityCriteria", "entity_criteria", "parse_expression"]
