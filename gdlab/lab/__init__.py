"""The workbench without a screen: sessions and workers, the store, comparison and export."""
