"""A container engine of our own, and images like the official ones, made by us.

For `tests/run compose`. Both are Debian's packages, unpacked in the cache folder, and
run in namespaces of that command's own: no service, network, rule or image of the
machine is touched, and whatever runs in them ends with the command.
"""
