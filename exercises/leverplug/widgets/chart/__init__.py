"""Charts and figures in the page, drawn by the page's own Vega."""
