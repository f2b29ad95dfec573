"""What did they learn together, and what changed?"""
