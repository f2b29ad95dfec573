"""Which agencies should look, at what, by when?"""
