"""What SymPy leaves lying about and a teacher would put together: signs, squares of sine and cosine, sec², σ(u)σ(−u),
common factors, one fraction. Each rule holds wherever both sides have a value, and loses no place where there is none.
"""

from __future__ import annotations

import sympy as sp

from core.language.symbolic import NAMED

_ROUNDS = 4
_MOST_TERMS = 24


def gathered(expression: sp.Expr) -> sp.Expr:
    """The expression with all rules applied, inside out, until nothing changes."""
    for _ in range(_ROUNDS):
        before = expression
        expression = expression.replace(lambda part: part.is_Mul, _signs)
        expression = expression.replace(lambda part: part.is_Mul, _logistic)
        expression = expression.replace(lambda part: part.is_Add, _pythagoras)
        expression = expression.replace(lambda part: part.is_Add, _secant_of_tangent)
        expression = sp.Add(*map(_secant, sp.Add.make_args(expression)))
        expression = expression.replace(lambda part: part.is_Mul, _secant)
        expression = expression.replace(lambda part: part.is_Add, _common_factor)
        if expression == before:
            break
    return expression


def _signs(product: sp.Mul) -> sp.Expr:
    """sign(u)/|u| = 1/u;  u·sign(u) = |u|, also with odd powers of |u| and u."""
    powers = product.as_powers_dict()
    for base in powers:
        if not isinstance(base, sp.sign) or powers[base] != 1:
            continue
        u = base.args[0]
        size, own = (powers.get(part, sp.Integer(0)) for part in (sp.Abs(u), u))
        rest = product / base
        if size.is_Integer and size % 2:
            return rest / sp.Abs(u) ** size * u**size
        if own.is_Integer and own > 0 and own % 2:
            return rest / u**own * u ** (own - 1) * sp.Abs(u)
    return product


def _logistic(product: sp.Mul) -> sp.Expr:
    """σ(u)·σ(−u) = σ(u)·(1 − σ(u))"""
    sigmoid = NAMED["sigmoid"]
    powers = product.as_powers_dict()
    for base, power in powers.items():
        if isinstance(base, sigmoid) and base.args[0].could_extract_minus_sign() and sigmoid(-base.args[0]) in powers:
            return product / base**power * (1 - sigmoid(-base.args[0])) ** power
    return product


def _pythagoras(total: sp.Add) -> sp.Expr:
    """a·sin²u + a·cos²u = a;  a·cosh²u − a·sinh²u = a"""
    for one, other, sign in ((sp.sin, sp.cos, 1), (sp.cosh, sp.sinh, -1)):
        terms = list(total.args)
        for term in terms:
            for factor in _squares(term, one):
                partner = sign * term / factor * other(factor.base.args[0]) ** 2
                if partner in terms:
                    return total - term - partner + term / factor
    return total


def _secant_of_tangent(total: sp.Add) -> sp.Expr:
    """a·tan²u + a = a·sec²u;  a·cot²u + a = a·csc²u"""
    terms = list(total.args)
    for tangent, secant in ((sp.tan, sp.sec), (sp.cot, sp.csc)):
        for term in terms:
            for factor in _squares(term, tangent):
                if term / factor in terms:
                    return total - term - term / factor + term / factor * secant(factor.base.args[0]) ** 2
    return total


def _secant(product: sp.Expr) -> sp.Expr:
    """a/cos²u = a·sec²u;  a/sin²u = a·csc²u, where no other sine or cosine stands beside it"""
    beside = [factor for factor in sp.Mul.make_args(product) if factor.has(sp.sin, sp.cos)]
    if len(beside) != 1 or not beside[0].is_Pow or beside[0].exp != -2:
        return product
    for below, secant in ((sp.cos, sp.sec), (sp.sin, sp.csc)):
        if isinstance(beside[0].base, below):
            return product / beside[0] * secant(beside[0].base.args[0]) ** 2
    return product


def _squares(term: sp.Expr, function: type[sp.Expr]) -> list[sp.Pow]:
    return [f for f in sp.Mul.make_args(term) if f.is_Pow and f.exp == 2 and isinstance(f.base, function)]


def _common_factor(total: sp.Add) -> sp.Expr:
    """A function that every term has as a factor, in front; powers of letters stay in their terms."""
    terms = total.args
    if len(terms) > _MOST_TERMS:
        return total
    parts = [term.as_coeff_Mul()[1].as_powers_dict() for term in terms]
    shared = sp.Integer(1)
    for base, power in parts[0].items():
        powers = [part.get(base, sp.Integer(0)) for part in parts]
        if base.is_Function and power.is_Integer and power > 0 and all(p.is_Integer and p > 0 for p in powers):
            shared *= base ** min(powers)
    if shared == 1:
        return total
    return shared * sp.Add(*(term / shared for term in terms))


def one_fraction(expression: sp.Expr) -> sp.Expr | None:
    """A rational function of several letters over one denominator, its numerator in factors. None where it is none, has
    no denominator, or would lose one: there f has no value, and that must stay to be seen.
    """
    if len(expression.free_symbols) < 2 or not expression.is_rational_function():
        return None
    above, below = sp.fraction(sp.together(expression))
    if below.is_number:
        return None
    whole = sp.factor(above) / below
    return whole if sp.fraction(whole)[1] == below else None
