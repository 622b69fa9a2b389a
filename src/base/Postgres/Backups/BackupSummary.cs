namespace Dashboard.Postgres;

/// <summary>What a backup holds, or what of it was restored.</summary>
/// <param name="TakenAt">The moment that its rows are of.</param>
/// <param name="Tables">Tables and partitions.</param>
/// <param name="Rows">Rows in all of them.</param>
/// <param name="LeftOut">Tables of other programs, which no migration of ours makes: a restore leaves them out.</param>
public sealed record BackupSummary(DateTimeOffset TakenAt, int Tables, long Rows, IReadOnlyList<string> LeftOut)
{
    internal static BackupSummary Of(BackupManifest manifest, IReadOnlyList<string> leftOut)
    {
        var tables = manifest.Tables.Where(table => !leftOut.Contains(table.Table.Name)).ToList();
        return new BackupSummary(manifest.TakenAt, tables.Count, tables.Sum(table => table.Rows), leftOut);
    }
}
