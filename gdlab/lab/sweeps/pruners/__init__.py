"""The rules by which a sweep ends poor trials early, one file each."""
