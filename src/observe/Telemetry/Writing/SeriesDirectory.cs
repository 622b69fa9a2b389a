using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Postgres;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Numbers the series. A known one is a dictionary look-up; new ones are inserted once, whoever comes first, all those of a
/// batch in one statement: each by itself would be a transaction, and a batch of many new models would wait for the disk as
/// often.
/// </summary>
public sealed class SeriesDirectory(TelemetryDb db)
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
        var unknown = new Dictionary<(int Project, Guid Digest), SeriesKey>();
        var waiting = new List<(SeriesKey Key, (int Project, Guid Digest) Id)>();
        foreach (var key in keys)
        {
            if (_known.TryGetValue(key, out var number))
            {
                numbers[key] = number;
                continue;
            }

            var cut = Cut(key);
            var id = (cut.Project.Value, DigestOf(cut));
            unknown[id] = cut;
            waiting.Add((key, id));
        }

        if (waiting.Count > 0)
        {
            var found = await FindOrInsertAsync(unknown, ct);
            foreach (var (key, id) in waiting)
            {
                numbers[key] = _known[key] = found[id];
            }
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

    private async Task<Dictionary<(int Project, Guid Digest), int>> FindOrInsertAsync(
        Dictionary<(int Project, Guid Digest), SeriesKey> keys, CancellationToken ct)
    {
        var found = new Dictionary<(int, Guid), int>(keys.Count);
        while (found.Count < keys.Count)
        {
            // What another console inserts meanwhile is not visible to a statement's snapshot: then the next try finds it.
            await AddAsync([.. keys.Where(key => !found.ContainsKey(key.Key))], found, ct);
        }

        return found;
    }

    private async Task AddAsync(
        List<KeyValuePair<(int Project, Guid Digest), SeriesKey>> keys, Dictionary<(int, Guid), int> found,
        CancellationToken ct)
    {
        // Inserted in one order by all, so that consoles with the same new series do not wait for each other in a circle.
        const string sql =
            """
            WITH wanted AS (
              SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                AS k(project_id, digest, route, model, version, provider, prompt, environment)),
            new AS (
              INSERT INTO series (project_id, digest, route, model, version, provider, prompt, environment)
              SELECT * FROM wanted
              WHERE NOT EXISTS (
                SELECT FROM series s WHERE s.project_id = wanted.project_id AND s.digest = wanted.digest)
              ORDER BY project_id, digest
              ON CONFLICT DO NOTHING RETURNING project_id, digest, series_id)
            SELECT project_id, digest, series_id FROM new
            UNION ALL SELECT s.project_id, s.digest, s.series_id FROM series s JOIN wanted USING (project_id, digest)
            """;
        await using var command = db.Source.CreateCommand(sql);
        void Add<T>(NpgsqlDbType type, Func<SeriesKey, T> value) =>
            command.Parameters.AddArray(type, keys.Select(key => value(key.Value)));
        Add(NpgsqlDbType.Integer, key => key.Project.Value);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, keys.Select(key => key.Key.Digest));
        Add(NpgsqlDbType.Text, key => key.Route);
        Add(NpgsqlDbType.Text, key => key.Model);
        Add(NpgsqlDbType.Text, key => key.Version);
        Add(NpgsqlDbType.Text, key => key.Provider);
        Add(NpgsqlDbType.Text, key => key.Prompt);
        Add(NpgsqlDbType.Text, key => key.Environment);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found[(reader.GetInt32(0), reader.GetGuid(1))] = reader.GetInt32(2);
        }
    }
}
