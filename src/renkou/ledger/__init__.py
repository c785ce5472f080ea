"""What was ever written, so that a change behind the door's back is found.

So far the log's arithmetic alone, `merkle`, which needs nothing but Python: an office
that holds an earlier head can check a proof without Renkou's server.
"""
