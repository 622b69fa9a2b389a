using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>Numbers the series. A known one is a dictionary look-up; a new one is inserted once, whoever comes first.</summary>
internal sealed class SeriesDirectory(TelemetryDb db)
{
    /// <summary>A dimension's value is cut here: it names something, it does not carry content.</summary>
    public const int MaxLength = 256;

    /// <summary>Beyond this many series the directory forgets and asks again, so that hostile names cannot fill the memory.</summary>
    private const int MaxKnown = 100_000;

    private readonly ConcurrentDictionary<SeriesKey, int> _known = new();

    public async Task<IReadOnlyDictionary<SeriesKey, int>> NumberAsync(
        IReadOnlyCollection<SeriesKey> keys, CancellationToken ct)
    {
        if (_known.Count > MaxKnown)
        {
            _known.Clear();
        }

        var numbers = new Dictionary<SeriesKey, int>(keys.Count);
        foreach (var key in keys)
        {
            if (!_known.TryGetValue(key, out var number))
            {
                number = await FindOrInsertAsync(Cut(key), ct);
                _known[key] = number;
            }

            numbers[key] = number;
        }

        return numbers;
    }

    private static SeriesKey Cut(SeriesKey key) => key with
    {
        Route = Cut(key.Route)!,
        Model = Cut(key.Model),
        Version = Cut(key.Version),
        Provider = Cut(key.Provider),
        Prompt = Cut(key.Prompt),
        Environment = Cut(key.Environment),
    };

    private static string? Cut(string? value)
    {
        if (value is null || value.Length <= MaxLength)
        {
            return value;
        }

        var length = char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return value[..length];
    }

    /// <summary>Identifies the values in a key of fixed length: six texts could be longer than an index row may be.</summary>
    private static Guid DigestOf(SeriesKey key)
    {
        var text = new StringBuilder();
        foreach (var value in (string?[])[key.Route, key.Model, key.Version, key.Provider, key.Prompt, key.Environment])
        {
            text.Append(value is null ? "-" : $"{value.Length}:{value}").Append('|');
        }

        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16), bigEndian: true);
    }

    private async Task<int> FindOrInsertAsync(SeriesKey key, CancellationToken ct)
    {
        // A concurrent insert is not visible to this statement's snapshot: then the second try finds it.
        const string sql =
            """
            WITH new AS (
              INSERT INTO series (project_id, digest, route, model, version, provider, prompt, environment)
              SELECT $1, $2, $3, $4, $5, $6, $7, $8
              WHERE NOT EXISTS (SELECT FROM series WHERE project_id = $1 AND digest = $2)
              ON CONFLICT DO NOTHING RETURNING series_id)
            SELECT series_id FROM new
            UNION ALL SELECT series_id FROM series WHERE project_id = $1 AND digest = $2 LIMIT 1
            """;
        while (true)
        {
            await using var command = db.Source.CreateCommand(sql);
            command.Parameters.Add(new() { Value = key.Project.Value });
            command.Parameters.Add(new() { Value = DigestOf(key) });
            foreach (var value in (string?[])[key.Route, key.Model, key.Version, key.Provider, key.Prompt, key.Environment])
            {
                command.Parameters.Add(
                    new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            }

            if (await command.ExecuteScalarAsync(ct) is int number)
            {
                return number;
            }
        }
    }
}
