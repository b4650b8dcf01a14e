"""The benchmark: what pg_saint costs, against what people use today, each question answered in one run."""
