namespace Dashboard.Postgres;

/// <summary>A table that holds rows itself: an ordinary one or a partition.</summary>
/// <param name="Name">With its schema, quoted for SQL.</param>
/// <param name="Parent">The table that it is a partition of, likewise; null for an ordinary table.</param>
/// <param name="Bound">Which rows belong into it: <c>FOR VALUES FROM … TO …</c>, in UTC.</param>
/// <param name="Columns">Quoted; without those that PostgreSQL generates.</param>
/// <param name="Indexes">Statements for a partition's own indexes, those that its parent does not have.</param>
internal sealed record CatalogTable(
    string Name, string? Parent, string? Bound, IReadOnlyList<string> Columns, IReadOnlyList<string> Indexes)
{
    public string ColumnList => string.Join(", ", Columns);
}
