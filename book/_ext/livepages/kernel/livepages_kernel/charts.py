"""Charts of Altair go to the page as they are: it has a Vega of its own."""


def show_in_page() -> None:
    """Let Altair give what the page draws; its own way asks another host for scripts."""
    import altair

    altair.renderers.enable("mimetype")
