using System.Reflection;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>The numbered SQL files of one capability, embedded in its assembly as <c>Folder/0001_name.sql</c>, <c>0002_…</c>.</summary>
/// <param name="Name">Stable name in <c>schema_migrations</c>.</param>
/// <param name="Assembly">The assembly that carries the files.</param>
/// <param name="Folder">Leading part of the resource names, usually <c>Migrations</c>.</param>
/// <param name="Role">The database that the tables belong to.</param>
public sealed record MigrationSet(string Name, Assembly Assembly, string Folder, DatabaseRole Role)
{
    /// <summary>
    /// What a library does to tables of its own once the files are applied, at every start, in one transaction on the
    /// migrator's connection: nothing where all is as it should be. Null where there is no such library.
    /// </summary>
    public Func<NpgsqlConnection, CancellationToken, Task>? Then { get; init; }
}
