"""What to do with files that nothing here reads: one sentence an ending, which says how to make them readable."""

from __future__ import annotations

from pathlib import Path

_PICKLE = (
    "opening a pickle runs code that its author put into it, so it is never opened here; in a program that you trust, "
    "load it and save its arrays with numpy.savez('data.npz', X=X, y=y), or its table with frame.to_parquet(…)"
)
_TENSORS = (
    "it is a pickle inside, which can run code when it is opened; in a program that you trust, load it and save "
    "numpy.savez('data.npz', X=X.numpy(), y=y.numpy())"
)
_HDF = "read it with h5py and save the arrays that matter with numpy.savez('data.npz', X=X, y=y)"
_STATISTICS = "open it with pandas ({}) and save it with frame.to_parquet('data.parquet')"
_SHEET = "open it in Excel or LibreOffice and save it as .xlsx or .csv"
_R = "in R, save the table with write.csv(table, 'data.csv', row.names = FALSE)"
_ARCHIVE = "unpack it, and open the folder, or pack the folder as .zip"
_PICTURE = "convert pictures to PNG or JPEG, and put them into one folder a class"
_SOUND = "compute features (with librosa, say) and save them with numpy.savez('data.npz', X=X, y=y)"
_DOCUMENT = "save its text as .txt, or its tables as .csv"
_ADVICE = {
    **dict.fromkeys((".pkl", ".pickle", ".p", ".joblib", ".dill", ".sav.gz"), _PICKLE),
    **dict.fromkeys((".pt", ".pth", ".ckpt"), _TENSORS),
    **dict.fromkeys((".h5", ".hdf5", ".hdf", ".he5", ".nc", ".cdf", ".zarr"), _HDF),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers", ".fods", ".gsheet"), _SHEET),
    **dict.fromkeys((".rds", ".rda", ".rdata"), _R),
    **dict.fromkeys((".7z", ".rar", ".tar", ".tgz", ".tar.gz", ".bz2", ".xz", ".zst", ".tar.bz2", ".tar.xz"), _ARCHIVE),
    **dict.fromkeys((".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".svg", ".png", ".jpg", ".jpeg"), _PICTURE),
    **dict.fromkeys((".wav", ".mp3", ".flac", ".ogg", ".m4a", ".mp4", ".avi", ".mov"), _SOUND),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm"), _DOCUMENT),
    ".mat": "read it with scipy.io.loadmat (h5py for version 7.3) and save numpy.savez('data.npz', X=X, y=y)",
    ".sav": f"{_STATISTICS.format('pandas.read_spss')}; if it is a pickle, it is never opened here",
    ".dta": _STATISTICS.format("pandas.read_stata"),
    ".sas7bdat": _STATISTICS.format("pandas.read_sas"),
    ".xpt": _STATISTICS.format("pandas.read_sas"),
    ".orc": _STATISTICS.format("pandas.read_orc"),
    ".avro": "convert it with fastavro or Spark to Parquet",
    ".tfrecord": "read it with TensorFlow and save the arrays with numpy.savez('data.npz', X=X, y=y)",
    ".safetensors": "it holds weights; save arrays of examples with numpy.savez('data.npz', X=X, y=y)",
    ".onnx": "it holds a network, and data are needed",
    ".xml": "write its records as a .csv or .jsonl file",
    ".yaml": "write its records as a .jsonl file",
    ".yml": "write its records as a .jsonl file",
    ".sql": "run it, as sqlite3 data.db < FILE does, and open the database",
    ".duckdb": "in DuckDB, COPY the table TO 'data.parquet'",
    ".mdb": "export the table from Access as .csv or .xlsx",
    ".accdb": "export the table from Access as .csv or .xlsx",
    ".parquet.gz": "unpack it with gunzip; Parquet is compressed inside",
    ".gz": "unpack it with gunzip, and open what was in it; .csv.gz, .json.gz and .txt.gz are read as they are",
    ".ipynb": "it is a notebook; save its table with frame.to_csv('data.csv', index=False)",
    ".py": "it is a program; let it save its data with numpy.savez('data.npz', X=X, y=y)",
}  # fmt: skip
READ = (
    "a table (.csv, .tsv, .xlsx, .parquet, .json, .jsonl, .db, .arff, .feather), arrays (.npz, .npy), "
    "sparse rows (.svm), a text (.txt), a folder of pictures or texts, a .zip of one of these, or an original archive"
)


def unread_sentence(path: Path) -> str:
    """Return a sentence about a file that nothing reads: what it is called, and how to make it readable."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    for ending in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        if ending in _ADVICE:
            return f"{path}: nothing here reads files that end in {ending}; {_ADVICE[ending]}"
    ending = "".join(suffixes[-1:]) or "nothing"
    return f"{path}: nothing here reads files that end in {ending}; save it as one of these: {READ}"
