"""A function as a chain of links and as a computation graph: values forward, rates backward, branches, layout."""
