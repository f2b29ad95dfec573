"""Kinds of agency that are asked alike (pure): the slugs of `agencies.directory.KINDS`."""

COUNCIL = frozenset({"childrens-services", "adult-social-care", "youth-justice", "housing"})
HEALTH = frozenset({"health", "ambulance"})
