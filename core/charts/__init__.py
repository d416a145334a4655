"""Data → charts: Altair builds each picture once as a template; later only Arrow tables are sent. Never Streamlit."""

# First of all, and whole: Altair asks for it while another visitor's thread may still be at importing it.
import pandas as pandas
