"""Settings of the documentation site; docs/site/build runs it."""

project = "daas-kit"
html_title = "daas-kit"
extensions = ["myst_parser"]
root_doc = "docs/index"
# The pages lie beside what they describe; the root of the clone is the root of the site.
include_patterns = ["docs/**", "README.md", "CONTRIBUTING.md", "*/*/README.md", "*/*/*/README.md"]
exclude_patterns = ["node_modules", ".daas", "cdktf.out", "dist", "test", "packages/*/node_modules"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
# Fences that show commands and output are not checked as programs.
suppress_warnings = ["misc.highlighting_failure"]
html_theme = "furo"
# Readers' browsers are told to load nothing from elsewhere.
html_theme_options = {"sidebar_hide_name": False}
html_copy_source = False
html_show_sphinx = False
linkcheck_timeout = 15
# Addresses of examples, by RFC 2606.
linkcheck_ignore = [r"https?://[^/]*\.example(/|$|:)", r"http://localhost.*"]
