"""What a run does: kernels compiled on demand, and the machine that walks them."""

from gdlab.engine.machine import blas

blas.choose_kernels()
blas.load_library()
