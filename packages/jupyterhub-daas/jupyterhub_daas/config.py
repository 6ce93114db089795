"""The hub's whole configuration, made from the settings file and the secrets in the environment."""

import os
import sys
from typing import Any

from .authenticator import BrokerAuthenticator
from .settings import BatchSpawnerSettings, HubSettings, SlurmCluster, SlurmSpawnerSettings, read_settings
from .spawner import SandboxSpawner
from .typed import SettingsError
from .workspace import prepare_hub

# JupyterHub itself reads the last two
SECRETS = ("DAAS_HUB_CLIENT_SECRET", "DAAS_HUB_CRYPT_KEY", "JPY_COOKIE_SECRET", "CONFIGPROXY_AUTH_TOKEN")


def configure(c: Any) -> None:
    """Fills JupyterHub's configuration object; ends with one line if something is missing or wrong."""
    try:
        settings = read_settings(_required("DAAS_HUB_SETTINGS"))
        secrets = {name: _required(name) for name in SECRETS}
        check_hexadecimal(secrets)
        if os.geteuid() == 0:
            raise SettingsError("", "the hub must not run as root; notebooks would be root outside their sandbox")
    except SettingsError as error:
        sys.exit(f"daas hub: {error}")
    prepare_hub(settings)
    _hub(c, settings)
    _login(c, settings, secrets)
    _spawner(c, settings)
    _culler(c, settings)


def check_hexadecimal(secrets: dict[str, str]) -> None:
    """Both keys are 32 bytes in hexadecimal; the values are never part of a message."""
    for name in ("DAAS_HUB_CRYPT_KEY", "JPY_COOKIE_SECRET"):
        try:
            length = len(bytes.fromhex(secrets[name]))
        except ValueError as error:
            raise SettingsError(name, "is not hexadecimal") from error
        if length != 32:
            raise SettingsError(name, f"must be 32 bytes in hexadecimal, not {length}")


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise SettingsError(name, "is not set in the environment")
    return value


def _hub(c: Any, settings: HubSettings) -> None:
    secure = settings.url.startswith("https://")
    c.JupyterHub.bind_url = settings.url
    c.JupyterHub.public_url = settings.url
    c.JupyterHub.hub_bind_url = f"http://{settings.hub.bind}:{settings.hub.port}"
    if settings.hub.connect_url:
        c.JupyterHub.hub_connect_url = settings.hub.connect_url
    c.JupyterHub.db_url = f"sqlite:///{settings.state_directory}/jupyterhub.sqlite"
    c.JupyterHub.log_level = "INFO"
    # the tab's title; everything else is JupyterHub's own page
    c.JupyterHub.template_paths = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")]
    c.JupyterHub.template_vars = {"service_name": settings.name}
    # Proxy and notebooks are processes of their own, so a restart of the hub cuts nobody off.
    c.ConfigurableHTTPProxy.should_start = False
    c.ConfigurableHTTPProxy.api_url = settings.proxy.api_url
    c.JupyterHub.cleanup_servers = False
    c.JupyterHub.cleanup_proxy = False
    c.JupyterHub.shutdown_on_logout = False
    c.JupyterHub.tornado_settings = {
        "headers": {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"},
        "cookie_options": {"samesite": "Lax", **({"secure": True} if secure else {})},
    }


def _login(c: Any, settings: HubSettings, secrets: dict[str, str]) -> None:
    login = settings.login
    c.JupyterHub.authenticator_class = BrokerAuthenticator
    c.CryptKeeper.keys = [secrets["DAAS_HUB_CRYPT_KEY"]]
    chosen = c.BrokerAuthenticator
    chosen.login_service = login.label
    chosen.client_id = login.client_id
    chosen.client_secret = secrets["DAAS_HUB_CLIENT_SECRET"]
    chosen.oauth_callback_url = settings.url.rstrip("/") + "/hub/oauth_callback"
    chosen.authorize_url = login.authorize_url
    chosen.token_url = login.token_url
    chosen.userdata_url = login.userinfo_url
    chosen.end_session_url = login.logout_url
    chosen.after_logout_url = login.after_logout_url
    chosen.scope = list(login.scopes)
    chosen.identity = identity_json(settings)


def identity_json(settings: HubSettings) -> dict[str, Any]:
    """The identity rules in the form of the settings file, which the authenticator reads in any hub."""
    rules = settings.identity
    groups = {"claim": rules.groups.claim, "pattern": rules.groups.pattern} if rules.groups else None
    further = {"supplementalGids": rules.supplemental_gids} if rules.supplemental_gids else {}
    return {
        **further,
        "user": rules.user,
        "uid": rules.uid,
        "gid": rules.gid,
        "groups": groups,
        "minimumUid": rules.minimum_uid,
    }


def _spawner(c: Any, settings: HubSettings) -> None:
    if isinstance(settings.spawner, SlurmSpawnerSettings):
        from .slurm_spawner import spawner_class

        # for sbatch, squeue and scancel alike
        os.environ["SLURM_CONF"] = settings.spawner.conf
        c.JupyterHub.spawner_class = spawner_class(settings)
    elif isinstance(settings.spawner, BatchSpawnerSettings):
        from .job_spawner import JobSpawner

        c.JupyterHub.spawner_class = JobSpawner
        if offers_partitions(settings):
            from .partition_spawner import FORM_HANDLER, PartitionSpawner

            c.JupyterHub.spawner_class = PartitionSpawner
            c.JupyterHub.extra_handlers = [FORM_HANDLER]
        c.JobSpawner.startup_poll_interval = 1.0
    else:
        c.JupyterHub.spawner_class = SandboxSpawner
    c.SandboxMixin.settings = settings
    c.Spawner.default_url = "/lab"
    c.Spawner.start_timeout = settings.start_timeout_seconds
    c.Spawner.http_timeout = settings.start_timeout_seconds


def offers_partitions(settings: HubSettings) -> bool:
    clusters = settings.spawner.clusters if isinstance(settings.spawner, BatchSpawnerSettings) else ()
    return any(isinstance(cluster, SlurmCluster) and cluster.partitions for cluster in clusters)


def _culler(c: Any, settings: HubSettings) -> None:
    command = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={settings.culling.idle_seconds}"]
    command += [f"--cull-every={settings.culling.every_seconds}"]
    c.JupyterHub.services = [{"name": "idle-culler", "command": command}]
    c.JupyterHub.load_roles = [
        {
            "name": "idle-culler",
            "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
            "services": ["idle-culler"],
        }
    ]
