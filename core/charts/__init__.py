"""Data → charts: Altair builds each picture once as a template; later only Arrow tables are sent. Never Streamlit."""

# First of all, and whole: Altair asks for it while another visitor's thread may still be at importing it.
import pandas as pandas

from core.charts.template import Template, arrow, template
from core.charts.theme import coloured, look, meaning

__all__ = ["Template", "arrow", "coloured", "look", "meaning", "template"]
