"""The code panels: the function, the chain and the run on the screen as programs to copy and run."""

from core.programs.chain_code import chain_code
from core.programs.notebook import notebook
from core.programs.numpy_code import numpy_program
from core.programs.partial_code import partials_program
from core.programs.sympy_code import Code, sympy_code, sympy_program

__all__ = ["Code", "chain_code", "notebook", "numpy_program", "partials_program", "sympy_code", "sympy_program"]
