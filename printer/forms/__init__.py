"""The legal papers of a case, composed from facts: receipt, notice, acceptance, refusal."""
