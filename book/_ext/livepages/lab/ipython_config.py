# IPython gives `c`.
c.InteractiveShellApp.extensions = ["livepages_lab"]  # type: ignore[name-defined]  # noqa: F821
