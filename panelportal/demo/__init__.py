"""The demonstration: made-up people and cases, one-click sign-in, the mail that was sent. Never in real use."""
