"""Two variables: value, gradient and Hessian, level lines, the gradient at a place, critical points, the window."""
