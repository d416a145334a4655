"""The partial-derivatives page, section by section; components.py and the .js files are what it draws with itself."""
