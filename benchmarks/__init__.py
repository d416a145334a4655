"""What a user feels, measured against bare Streamlit. Run it with ``python -m benchmarks``."""
