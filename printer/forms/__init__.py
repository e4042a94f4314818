"""The legal papers of a case, each composed from its facts: receipt, notice, acceptance, refusal."""
