"""A company of the CRM and its card, as Django sees them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Company(models.Model):  # type: ignore[misc]
    company_id = models.IntegerField(primary_key=True)
    name = models.TextField()

    class Meta:
        managed = False
        db_table = '"crm"."company"'


class CompanyCard(models.Model):  # type: ignore[misc]
    company = models.OneToOneField(
        Company, models.DO_NOTHING, primary_key=True, db_column="id", related_name="card", db_constraint=False
    )
    statuses = ArrayField(models.TextField())
    status = models.TextField(null=True)
    name = models.TextField(null=True)
    image_key = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = '"saint"."company_card"'
