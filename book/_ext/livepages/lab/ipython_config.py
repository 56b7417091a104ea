c.InteractiveShellApp.extensions = ["livepages_lab"]  # noqa: F821
