"""What a JupyterHub of the kit has beyond upstream: identity, log-out, sandboxed notebook servers."""
