"""The only shared Streamlit code. How a page is put together stands in ``core/ui/frame.py``; in short:

address = page_frame(...)        frame.py, address.py   the row of pages, the question, the state in the URL
with function_input(address):     function_input.py      in a fragment
slots = stage_slots("name")      stage.py               in a nested fragment: chart, sentence, sliders
x = address_slider(address, "x") controls.py            a slider that redraws while it is dragged
show_chart(slots.chart, …)       stage.py               a chart template (core/charts/template.py) and its tables
lesson(address, "derivative", "the-limit")  frame.py    words from lessons/
"""
