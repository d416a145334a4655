"""How large a typed text may be. Checked before anything is computed, so that every text is answered at once.

The numbers are generous for people (a 60-term polynomial, a composite ten deep) and small for a computer.
"""

MAX_CHARACTERS = 1_000  # of the typed text
MAX_BRACKETS = 40  # brackets inside brackets; also powers on powers and functions of functions
MAX_DEPTH = 60  # levels of the expression tree
MAX_NODES = 500  # parts of the expression tree
MAX_ARGUMENTS = 20  # of one call, such as max(…)
MAX_INTEGER_DIGITS = 30  # of a whole number
MAX_DECIMAL_DIGITS = 17  # significant digits of a decimal: as many as a computer number can tell apart
MAX_SCIENTIFIC_EXPONENT = 100  # 1e100
MAX_POWER = 1_000  # the largest literal exponent, x^1000, and the largest order of a root
MAX_SIGNS = 4  # in a row
MAX_DERIVATIVES = 3  # typed d/dx of one another
MAX_NOTES = 4  # told about one text
