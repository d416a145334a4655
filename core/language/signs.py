"""Signs that mean nothing in a formula here, each with what to do instead."""

from __future__ import annotations

AS_TYPED = "A derivative is typed as d/dx(x^2). The function alone will do: its derivative is found for you."
SENTENCES = {
    ";": "Type one function at a time: the semicolon is not read.",
    "'": "A prime stands behind brackets, as in (x^2)'. The derivative of the function is found without it.",
    '"': "Text in quotes is not read. Type a formula such as x^2.",
    "@": "The sign @ has no meaning here. Use * to multiply.",
    "#": "The sign # has no meaning in a formula.",
    "~": "The sign ~ has no meaning in a formula.",
    "$": "There is a $ inside the formula. Delete it.",
    "∞": "Infinity is not a number that can be drawn. Type a finite number.",
    "±": "± stands for two functions. Choose + or -.",
    "∓": "± stands for two functions. Choose + or -.",
    "∫": "Integrals are not read here. Type only the function.",
    "∂": "The sign ∂ is read only in ∂/∂x(…). Else type only the function.",
    "∇": "Type only the function; its gradient is found for you.",
    "∘": "The sign ∘ is not read. Put one function inside the other, for example sin(x^2).",
    "…": "Dots cannot stand for missing terms. Write all terms.",
}
SENTENCES["′"] = SENTENCES["'"]
