-- How many records have each status now. saint.statusdef says the same, at twice the cost: of all entities as text.
{counts};
