"""What a run does: kernels compiled on demand, and the machine that walks them."""

from gdlab.engine.machine import blas, kernel_cache, self_contained

blas.choose_kernels()
blas.load_library()
kernel_cache.install()
self_contained.install_parts()
