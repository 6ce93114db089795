from jupyterhub_daas.config import configure

configure(get_config())  # noqa: F821
