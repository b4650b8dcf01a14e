"""The wide row of an entity: what it holds, what it depends on, and how it is read."""
