namespace Dashboard.Postgres;

/// <summary>A row of <c>schema_migrations</c>.</summary>
internal sealed record AppliedMigration(string Set, int Number, string Name, string Sha256);
