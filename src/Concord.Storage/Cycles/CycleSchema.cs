namespace Concord.Storage.Cycles;

/// <summary>Tables of cycles and of what was approved in them.</summary>
internal static class CycleSchema
{
    public const string Create =
        """
        -- A cycle with all that was said in it, as JSON. "state" and "predecessor" stand in it too.
        CREATE TABLE cycles (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE, state TEXT NOT NULL, predecessor INTEGER REFERENCES cycles, json TEXT NOT NULL
        ) STRICT;
        -- At most one cycle is worked on.
        CREATE UNIQUE INDEX one_open_cycle ON cycles (state) WHERE state = 'open';

        -- What was approved of a plan of record: fingerprint, figures, by whom, as JSON. One for each cycle at most.
        CREATE TABLE approved_plans (
            cycle INTEGER PRIMARY KEY REFERENCES cycles, revision INTEGER NOT NULL UNIQUE REFERENCES plans_of_record, fingerprint TEXT NOT NULL, json TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER approved_plans_never_change BEFORE UPDATE ON approved_plans BEGIN SELECT RAISE(ABORT, 'What was approved never changes.'); END;
        CREATE TRIGGER approved_plans_are_never_deleted BEFORE DELETE ON approved_plans BEGIN SELECT RAISE(ABORT, 'What was approved is never deleted.'); END;
        CREATE TRIGGER plans_of_record_never_change BEFORE UPDATE ON plans_of_record BEGIN SELECT RAISE(ABORT, 'A plan of record never changes.'); END;
        CREATE TRIGGER plans_of_record_are_never_deleted BEFORE DELETE ON plans_of_record BEGIN SELECT RAISE(ABORT, 'A plan of record is never deleted.'); END;
        """;
}
