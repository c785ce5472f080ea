"""The pages, one module each: from an address to a `Content`."""
