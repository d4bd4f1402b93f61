"""A container engine of our own, and images like the official ones: of Debian's packages.

For `tests/run compose`. Both are unpacked in the cache folder and run in namespaces of
that command's own: no service, network, rule or image of the machine is touched, and
whatever runs in them ends with the command.
"""
