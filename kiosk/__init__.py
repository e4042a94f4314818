"""The ticket machine: its touch page, its link to the hall server, its printer."""
