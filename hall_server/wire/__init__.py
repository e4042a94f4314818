"""Every message between programs, typed once. The API's schema is generated from these models."""
