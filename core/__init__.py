"""The calculus behind machine learning: its language, its mathematics, its drawing, its screen."""
