"""Letters with an index: one name each, told apart from products."""

import numpy as np
import pytest

from core.language import LanguageError, Unfinished, parse
from core.language.printing import to_text

# text | parameters | meaning, with the names in Python's spelling
TEXTS = r"""
w_1 x | w_1 | w_1*x
w1 x | w_1 | w_1*x
w1x + b1 | w_1,b_1 | w_1*x + b_1
w₁x + w₀ | w_1,w_0 | w_1*x + w_0
2w1 x | w_1 | 2*w_1*x
xw1 | w_1 | x*w_1
w1^2x | w_1 | w_1**2*x
w_1^2 x | w_1 | w_1**2*x
x_0 | x_0 | x_0
(x - x_0)^2 | x_0 | (x - x_0)**2
a_12 x | a_12 | a_12*x
\theta_0 + \theta_1 x | θ_0,θ_1 | θ_0 + θ_1*x
theta_0 + theta_1 x | θ_0,θ_1 | θ_0 + θ_1*x
θ0 + θ1x | θ_0,θ_1 | θ_0 + θ_1*x
alpha x + beta_1 | α,β_1 | α*x + β_1
\omega_{0} x | ω_0 | ω_0*x
w_out x | w_out | w_out*x
w_{out} x | w_out | w_out*x
\lambda_{max} x | λ_max | λ_max*x
w_{ij}x | w_ij | w_ij*x
w_{i1}x | w_i1 | w_i1*x
w_1(x+1) | w_1 | w_1*(x + 1)
w_1 w_2 x | w_1,w_2 | w_1*w_2*x
tanh(w_1 x + b_1) | w_1,b_1 | np.tanh(w_1*x + b_1)
phi_1 x | φ_1 | φ_1*x
gamma_1 x | γ_1 | γ_1*x
\max(0, w_1 x) | w_1 | np.maximum(0, w_1*x)
log_2 x + w_2 | w_2 | np.log2(x) + w_2
log2(x) w2 | w_2 | np.log2(x)*w_2
x2 |  | 2*x
""".replace("\\\\", "\\")


@pytest.mark.parametrize("row", TEXTS.strip().splitlines())
def test_names_with_an_index(row):
    text, names, meaning = (part.strip() for part in row.split("|"))
    f = parse(text)
    assert f.parameters == tuple(filter(None, names.split(",")))
    values = {name: 1.5 + 0.5 * k for k, name in enumerate(f.parameters)}
    x = np.array([0.25, 1.0, 3.0])
    expected = eval(meaning, {"np": np, "x": x, **values})
    assert f(x, **values) == pytest.approx(np.broadcast_to(expected, x.shape))
    assert parse(to_text(f.tree)).tree == f.tree
    assert parse(f.latex).parameters == f.parameters


@pytest.mark.parametrize("text", ["w_", "x_", "w_{", "w_{1", "theta_"])
def test_an_index_on_its_way(text):
    with pytest.raises(Unfinished, match="waiting"):
        parse(text)


def test_a_digit_right_behind_the_variable_asks():
    with pytest.raises(LanguageError, match=r"x_1 for a name of its own, or x\*1 for a product"):
        parse("x1 + 2")
    assert parse("x1 + 2", ("x1",))(3.0) == 5.0


def test_the_derivative_by_an_index_is_that_of_any_letter():
    slope = parse("sigmoid(w_1 x + b_1)").derivative("w_1")
    s = 1 / (1 + np.exp(-(2 * 0.5 + 1)))
    assert slope(0.5, w_1=2.0, b_1=1.0) == pytest.approx(0.5 * s * (1 - s))
