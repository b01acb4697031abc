"""Coverage-guided fuzzing: functions from bytes to nothing that fail where an invariant does not hold.

``python -m tests.fuzz TARGET --minutes N`` runs one under atheris (``pip install atheris``); the tests run every
target on a few seeds and on what was once found.
"""
