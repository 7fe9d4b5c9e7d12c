namespace Concord.Storage.Data;

/// <summary>Tables of the dataset: imports, their rows, data snapshots, check runs.</summary>
internal static class DataSchema
{
    public const string Create =
        """
        -- An import is visible when its status is 'live'. "sequence" orders imports by when they were published: the later one wins.
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sequence INTEGER UNIQUE,
            kind TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL, mapping TEXT NOT NULL,
            content_hash TEXT, created_at TEXT NOT NULL, finished_at TEXT, error TEXT
        ) STRICT;
        CREATE TABLE import_files (
            import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, position INTEGER NOT NULL,
            name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
            PRIMARY KEY (import_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE import_tables (
            import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, table_name TEXT NOT NULL, mode TEXT NOT NULL,
            read_rows INTEGER NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, duplicates INTEGER NOT NULL,
            added INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
            PRIMARY KEY (import_id, table_name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE import_findings (
            import_id INTEGER PRIMARY KEY REFERENCES imports ON DELETE CASCADE, findings TEXT NOT NULL
        ) STRICT;

        -- A segment is a run of at most 65,536 accepted rows of one table of one import, column by column (see SegmentCodec).
        -- Columns -1 and -2 are the line and the file of each row.
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY,
            import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, table_name TEXT NOT NULL,
            first_row INTEGER NOT NULL, row_count INTEGER NOT NULL,
            UNIQUE (import_id, table_name, first_row)
        ) STRICT;
        CREATE TABLE segment_columns (
            segment_id INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE, column_name TEXT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY (segment_id, column_name)
        ) STRICT;
        -- Rows of an import that are not to be seen while another import is live, because that one has their keys (see RowSet).
        CREATE TABLE hidden_rows (
            import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, table_name TEXT NOT NULL,
            by_import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, rows BLOB NOT NULL,
            PRIMARY KEY (import_id, table_name, by_import_id)
        ) STRICT, WITHOUT ROWID;

        -- "cells" names the row's key and values: a later import that brings the key counts as its repair.
        CREATE TABLE rejected_rows (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE, table_name TEXT NOT NULL,
            file TEXT NOT NULL, line INTEGER NOT NULL, cells TEXT NOT NULL, problems TEXT NOT NULL, first_code TEXT NOT NULL,
            dismissed INTEGER NOT NULL DEFAULT 0, repaired_by INTEGER REFERENCES imports ON DELETE SET NULL
        ) STRICT;
        CREATE INDEX rejected_rows_by_import ON rejected_rows (import_id, table_name);
        CREATE INDEX rejected_rows_by_repair ON rejected_rows (repaired_by);

        CREATE TABLE snapshots (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL, as_of TEXT NOT NULL, created_at TEXT NOT NULL, author TEXT NOT NULL, note TEXT, fingerprint TEXT NOT NULL, quality TEXT
        ) STRICT;
        CREATE TABLE snapshot_imports (
            snapshot_id INTEGER NOT NULL REFERENCES snapshots ON DELETE CASCADE, import_id INTEGER NOT NULL REFERENCES imports,
            PRIMARY KEY (snapshot_id, import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE check_runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, checked_at TEXT NOT NULL, fingerprint TEXT NOT NULL, overall REAL, results TEXT NOT NULL
        ) STRICT;
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE mappings (name TEXT PRIMARY KEY, json TEXT NOT NULL, author TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;
}
