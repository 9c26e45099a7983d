"""Stands in for the straight line until the rooms are merged."""

from __future__ import annotations

from factpress.building.understand import check

__all__ = ["check"]
