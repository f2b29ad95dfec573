"""Who is there, and what waits for whom?"""
