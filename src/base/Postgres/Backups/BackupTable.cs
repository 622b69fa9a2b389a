namespace Dashboard.Postgres;

/// <summary>A table of a backup, or one partition of a table.</summary>
/// <param name="Table">Which, and how to make it again.</param>
/// <param name="Rows">How many rows the snapshot has.</param>
/// <param name="Content">Its rows in PostgreSQL's binary COPY format.</param>
internal sealed record BackupTable(CatalogTable Table, long Rows, BackupContent Content);
