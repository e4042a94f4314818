"""The voice of the hall: which calls are said, in which words, by which sounds, and where they are heard."""
