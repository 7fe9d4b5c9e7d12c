namespace Concord.Storage.Scenarios;

/// <summary>Tables of the plan: scenarios, revisions, pages, series, entries. See docs/adr/0006.</summary>
internal static class PlanSchema
{
    public const string Create =
        """
        -- Series of a grain, in chunks as they were added: "first" is the number of the chunk's first series. Deflated JSON, one array a coordinate.
        CREATE TABLE plan_series (
            grain INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, coordinates BLOB NOT NULL, PRIMARY KEY (grain, first)
        ) STRICT;
        CREATE TABLE plan_bases (
            id INTEGER PRIMARY KEY, snapshot_id INTEGER NOT NULL, calendar TEXT NOT NULL, fiscal_start INTEGER NOT NULL, first_day TEXT NOT NULL,
            horizon_months INTEGER NOT NULL, frozen_weeks INTEGER NOT NULL, flexible_months INTEGER NOT NULL, currency TEXT NOT NULL
        ) STRICT;

        -- The log: never deleted from. "added" and "dropped" number the entries that came and went against the first parent, "patches" is the whole
        -- list where it differs from the first parent's.
        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY, first_parent INTEGER REFERENCES revisions, parents TEXT NOT NULL, kind TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
            message TEXT NOT NULL, reverts INTEGER, basis INTEGER NOT NULL, added BLOB, dropped BLOB, patches TEXT
        ) STRICT;
        CREATE INDEX revisions_by_parent ON revisions (first_parent);
        CREATE TABLE entries (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

        -- The page table of a revision whose values are kept: a checkpoint holds all of it, with all entries and patches; the others hold what differs
        -- from the first parent's. "size" is that of the last checkpoint, "since" the bytes and "steps" the revisions written after it.
        CREATE TABLE revision_roots (
            revision INTEGER PRIMARY KEY REFERENCES revisions, checkpoint INTEGER NOT NULL, size INTEGER NOT NULL, since INTEGER NOT NULL, steps INTEGER NOT NULL,
            pages BLOB NOT NULL, entries BLOB, patches TEXT
        ) STRICT;

        -- A page with a base holds the cells that differ from it; the base itself has none. "spent" is the bytes written since the base.
        CREATE TABLE pages (id INTEGER PRIMARY KEY, base INTEGER, spent INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
        CREATE INDEX pages_by_base ON pages (base) WHERE base IS NOT NULL;
        -- Pages nothing reaches any more, until they are deleted. Nobody may refer to them again.
        CREATE TABLE doomed_pages (id INTEGER PRIMARY KEY) STRICT;
        -- The next page number: never given twice, as a process may still hold a page that was deleted.
        CREATE TABLE plan_numbers (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO plan_numbers VALUES ('page', 1);

        CREATE TABLE scenarios (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE, description TEXT,
            head INTEGER NOT NULL REFERENCES revisions, origin INTEGER NOT NULL REFERENCES revisions,
            author TEXT NOT NULL, created_at TEXT NOT NULL, archived INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE plans_of_record (
            revision INTEGER PRIMARY KEY REFERENCES revisions, name TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT;
        """;

    public const string AddStages =
        """
        -- What a plan says beside values, entries and patches: its drivers, and what its stages were computed from. Only for revisions in which that differs from
        -- the first parent's: the others have that of their nearest ancestor here.
        CREATE TABLE plan_outlines (revision INTEGER PRIMARY KEY REFERENCES revisions, json TEXT NOT NULL) STRICT;
        -- What a stage said beside its measures: Brotli JSON under its SHA-256. Rows that no kept revision names any more are dropped by compaction.
        CREATE TABLE stage_details (key TEXT PRIMARY KEY, at TEXT NOT NULL, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """;
}
