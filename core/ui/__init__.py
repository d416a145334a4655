"""The only shared Streamlit code. How a page is put together stands in ``core/ui/frame.py``; in short:

address = page_frame(...)        frame.py, address.py   the row of pages, the question, the state in the URL
with function_input(address):     function_input.py      in a fragment
    show_picture(TEMPLATE, …)     stage.py              in a nested fragment: a chart template and its tables
    address_slider(address, "x")  controls.py           a slider that redraws while it is dragged
sections_below(address, "derivative", …)  section.py    headings and words from lessons/, each with a stage of its own
"""
