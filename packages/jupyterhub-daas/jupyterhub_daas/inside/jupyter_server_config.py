# Settings of every notebook server, read inside the sandbox by JUPYTER_CONFIG_PATH.
import os
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyterlab.handlers.announcements import NeverCheckForUpdate

c = get_config()  # noqa: F821


class EnvironmentKernels(KernelSpecManager):
    """The facility's environments and the user's own kernels, without JupyterLab's own Python: it has no science."""

    def _kernel_dirs_default(self):
        return [folder for folder in super()._kernel_dirs_default() if not folder.startswith(sys.prefix + os.sep)]


if "DAAS_DEFAULT_KERNEL" in os.environ:
    c.ServerApp.kernel_spec_manager_class = EnvironmentKernels
    c.KernelSpecManager.ensure_native_kernel = False
    c.MultiKernelManager.default_kernel_name = os.environ["DAAS_DEFAULT_KERNEL"]
# The network is shared, and kernels publish their output unencrypted: sockets in the sandbox's own /run instead.
c.KernelManager.transport = "ipc"
c.LabApp.news_url = None
# the environments are read-only
c.LabApp.extension_manager = "readonly"
c.LabApp.check_for_updates_class = NeverCheckForUpdate
# how long a session that ended at the hub may still work here
c.HubOAuth.cache_max_age = 60
