"""What commands print: each page takes plain values and gives lines. Nothing here asks or writes."""
