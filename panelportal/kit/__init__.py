"""The basement: what every room needs, and knows of none of them."""
