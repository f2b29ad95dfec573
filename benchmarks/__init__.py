"""Measures the pages and verbs that people wait for, on the made-up data of `panelportal.scale`.

Run by script/benchmark. The portal imports nothing of this folder.
"""
