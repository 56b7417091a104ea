"""Pictures that labs draw as SVG, each with its words."""
