"""A proxy in front of the Docker socket that starts only containers of the kind Daybook's tasks are.

The scheduler, and with it whoever writes DAGs, reaches the Docker engine through it alone. Every request is parsed,
checked against lists of what is allowed, and written anew for the engine; no byte of a client's request is passed on.
`docs/airflow.md` ("The Docker socket") says what that protects and what it does not.
"""
