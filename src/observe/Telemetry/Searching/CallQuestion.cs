using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>A filter with what the database knows about it: its series, its words, and the partitions to look into.</summary>
/// <param name="Filter">As it was asked.</param>
/// <param name="Series">The series that are meant, or left out when <paramref name="IsExcluding"/>; null for all.</param>
/// <param name="IsExcluding">No dimension was named, and the series are those of the demonstration.</param>
/// <param name="Words">What is searched for in the texts; null when nothing is.</param>
/// <param name="Stretches">Newest first.</param>
internal sealed record CallQuestion(
    CallFilter Filter,
    IReadOnlyList<int>? Series,
    bool IsExcluding,
    CallWords? Words,
    IReadOnlyList<Stretch> Stretches)
{
    /// <summary>True when no call can match.</summary>
    public bool IsHopeless => (!IsExcluding && Series is { Count: 0 }) || (Filter.Text is not null && Words is null);

    /// <summary>A user, a session, a failure or a missing price is found by an index of its own.</summary>
    public bool HasOwnIndex => (Filter.User ?? Filter.Session) is not null
        || Filter.Status is SpanStatus.Error or SpanStatus.ClientAbort
        || Filter.Cost is not (null or CostGroup.Priced);

    public bool IsSlow => Filter.MinLatencyMs > 0;

    /// <summary>Whether what is asked of the calls themselves is found by an index on closed days.</summary>
    public bool IsNarrowing => HasOwnIndex || IsSlow || (Series is not null && !IsExcluding);

    public static async Task<CallQuestion> ReadAsync(NpgsqlConnection connection, CallFilter filter, CancellationToken ct)
    {
        var isExcluding = (filter.Route ?? filter.Model ?? filter.Version ?? filter.Provider ?? filter.Prompt
            ?? filter.Environment) is null;
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(StretchCommand(filter));
        batch.BatchCommands.Add(SeriesCommand(filter, isExcluding));
        if (filter.Text is { } text && SearchText.Parse(text) is { } search)
        {
            batch.BatchCommands.Add(CallWords.Command(search));
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var stretches = new List<Stretch>();
        while (await reader.ReadAsync(ct))
        {
            stretches.Add(new Stretch(
                reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetBoolean(2),
                (WordIndex)reader.GetInt32(3)));
        }

        var series = new List<int>();
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            series.Add(reader.GetInt32(0));
        }

        var words = await reader.NextResultAsync(ct) ? await CallWords.ReadAsync(reader, ct) : null;
        return new CallQuestion(
            filter, isExcluding && series.Count == 0 ? null : series, isExcluding, words, stretches);
    }

    private static NpgsqlBatchCommand StretchCommand(CallFilter filter) => new(
        """
        SELECT t.from_at, t.to_at,
          EXISTS (SELECT FROM partition_indexes i
            WHERE i.partition_name = t.partition_name AND i.created_at = t.created_at),
          (SELECT coalesce(min(coalesce(i.words, 0)), 2)
            FROM telemetry_partitions p
            LEFT JOIN partition_indexes i ON i.partition_name = p.partition_name AND i.created_at = p.created_at
            WHERE p.table_name = 'payloads' AND p.dropped_at IS NULL AND p.from_at < t.to_at AND p.to_at > t.from_at)
        FROM telemetry_partitions t
        WHERE t.table_name = 'calls' AND t.dropped_at IS NULL AND t.from_at < $1 AND t.to_at > $2
        ORDER BY t.from_at DESC
        """)
    {
        Parameters =
        {
            new() { Value = filter.To?.ToUniversalTime() ?? DateTimeOffset.MaxValue },
            new() { Value = filter.From?.ToUniversalTime() ?? DateTimeOffset.MinValue },
        },
    };

    private static NpgsqlBatchCommand SeriesCommand(CallFilter filter, bool isExcluding)
    {
        var command = new NpgsqlBatchCommand("SELECT series_id FROM series WHERE project_id = $1");
        command.Parameters.Add(new() { Value = filter.Project.Value });
        void And(string condition, string? value)
        {
            if (value is not null)
            {
                command.Parameters.Add(new() { Value = value });
                command.CommandText += $" AND {condition} ${command.Parameters.Count}";
            }
        }

        And("route =", filter.Route);
        And("model =", filter.Model);
        And("version =", filter.Version);
        And("provider =", filter.Provider);
        And("prompt =", filter.Prompt);
        And("environment =", isExcluding ? SeriesCatalog.DemoEnvironment : filter.Environment);
        And("environment IS DISTINCT FROM", isExcluding || filter.Environment is not null
            ? null
            : SeriesCatalog.DemoEnvironment);
        return command;
    }
}
