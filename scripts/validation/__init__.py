"""Cases of scripts/validate.py: criteria, published numbers, hindcasts."""
