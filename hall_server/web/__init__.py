"""The server's doors: API routes, staff and visitor pages, sockets. Refusals become answers here, once."""
