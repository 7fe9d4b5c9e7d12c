namespace Concord.Storage.People;

/// <summary>Tables of people, their roles and tokens, and the audit log.</summary>
internal static class PeopleSchema
{
    public const string Create =
        """
        -- People are disabled, never deleted: what they did keeps their name. "normal_name" is the name as it is compared.
        -- "demo" marks the demo company's people, who have no password and are let in by a server on loopback with --demo only.
        CREATE TABLE people (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL, normal_name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
            password_hash TEXT, security_stamp TEXT NOT NULL, failed_count INTEGER NOT NULL DEFAULT 0, locked_until TEXT,
            disabled INTEGER NOT NULL DEFAULT 0, demo INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL
        ) STRICT;
        -- "part" is the part of the hierarchy the role holds for, such as {"region":["Europe"]}; {} is all of it.
        CREATE TABLE role_assignments (
            person_id INTEGER NOT NULL REFERENCES people ON DELETE CASCADE, position INTEGER NOT NULL, role TEXT NOT NULL, part TEXT NOT NULL,
            PRIMARY KEY (person_id, position)
        ) STRICT, WITHOUT ROWID;
        -- Of a token only the SHA-256 hash is kept.
        CREATE TABLE tokens (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES people ON DELETE CASCADE, name TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, scope TEXT NOT NULL,
            created_at TEXT NOT NULL, expires_at TEXT NOT NULL, last_used_at TEXT, revoked_at TEXT
        ) STRICT;
        CREATE INDEX tokens_by_person ON tokens (person_id);

        CREATE TABLE audit_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL, who TEXT NOT NULL, origin TEXT NOT NULL, operation TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, summary TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_log_by_who ON audit_log (who, id);
        CREATE INDEX audit_log_by_operation ON audit_log (operation, id);
        CREATE INDEX audit_log_by_time ON audit_log (at);
        CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'The audit log is only added to.'); END;
        CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'The audit log is only added to.'); END;
        """;
}
