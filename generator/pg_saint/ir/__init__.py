"""The checked definitions, resolved against the catalog: what every renderer reads."""
