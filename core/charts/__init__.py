"""Data → charts: Altair builds each picture once as a template; later only Arrow tables are sent. Never Streamlit."""
