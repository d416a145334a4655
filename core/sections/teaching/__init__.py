"""The teacher's panel: a link that opens exactly one lesson, its QR code, and a plan of many links."""
