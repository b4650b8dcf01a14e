"""What people read: views, selections, explanations, checks."""
