"""What triggers do when rows of the CRM change: deltas and marks."""
