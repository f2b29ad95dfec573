"""Made-up data in the sizes at which the portal is measured: one module for each app, loaded in the river's order.

A later part of an app adds its rows to that app's module, and their number to `sizes`.
"""
