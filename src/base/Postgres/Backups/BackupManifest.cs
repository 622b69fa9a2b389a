using System.Text.Json;

namespace Dashboard.Postgres;

/// <summary>
/// What a backup holds. It is the last entry of the file, since what it tells is known once all rows are written.
/// </summary>
internal sealed record BackupManifest
{
    public const int CurrentFormat = 1;

    public const string EntryName = "manifest.json";

    public required int Format { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>A restore applies these migrations, loads the rows, then applies newer ones.</summary>
    public required IReadOnlyList<AppliedMigration> Migrations { get; init; }

    public required IReadOnlyList<BackupTable> Tables { get; init; }

    public required IReadOnlyList<BackupSequence> Sequences { get; init; }

    /// <summary>Files of the data folder that the rows are worth nothing without.</summary>
    public required IReadOnlyList<BackupContent> Files { get; init; }

    public static ValueTask<BackupManifest?> ReadAsync(Stream json, CancellationToken ct) =>
        JsonSerializer.DeserializeAsync<BackupManifest>(json, Json, ct);

    public static JsonSerializerOptions Json { get; } =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The migrations that this program lacks or has another text for; none when all is well.</summary>
    public IReadOnlyList<string> FaultsFor(IEnumerable<MigrationSet> sets)
    {
        var known = sets.SelectMany(set => Migration.ReadAll(set).Select(file => (set.Name, file.Number, file.Sha256)))
            .ToDictionary(file => (file.Name, file.Number), file => file.Sha256);
        return
        [
            .. Migrations.Where(applied => known.GetValueOrDefault((applied.Set, applied.Number)) != applied.Sha256)
                .Select(applied => known.ContainsKey((applied.Set, applied.Number))
                    ? $"migration {applied.Number:0000}_{applied.Name} of '{applied.Set}' has another content here"
                    : $"migration {applied.Number:0000}_{applied.Name} of '{applied.Set}' is not known here"),
        ];
    }
}
