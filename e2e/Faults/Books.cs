using System.Globalization;
using Dashboard.E2E.Gateway;
using Npgsql;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>Compares what clients were told with what is in the tables, and the sums with their calls.</summary>
internal static class Books
{
    /// <summary>Fails unless every span is there exactly once and counted as it should be, on every way to ask.</summary>
    /// <param name="senders">Who sent them; they stop now.</param>
    /// <param name="server">A console of theirs.</param>
    /// <param name="database">Where its tables are.</param>
    /// <param name="beside">Spans of others, which are no calls.</param>
    public static async Task BalanceAsync(
        SpanSenders senders, DashboardServer server, string database, params SentSpan[] beside)
    {
        var ledger = await senders.StopAsync();
        Assert.Empty(senders.Surprises);
        Assert.All(ledger.Spans, span => Assert.True(span.Value, $"{span.Key} was never acknowledged."));
        await Eventually.BecomesAsync("ready", () => Readiness.StatusAsync(server));

        await using var source = NpgsqlDataSource.Create(database);
        var stored = await StoredAsync(source);
        Assert.Equal([], ledger.Spans.Keys.Except(stored.Keys));
        Assert.Equal([], stored.Keys.Except(ledger.Spans.Keys).Except(beside));
        Assert.All(stored, span => Assert.Equal(1, span.Value));

        // The correction of a sum follows its call within a second or two.
        await Eventually.BecomesAsync(0L, () => CountAsync(source, "SELECT count(*) FROM dirty_cells"));
        Assert.Equal(ledger.Calls, await CountAsync(source, "SELECT count(*) FROM calls WHERE counted"));
        using var admin = new Admin(server);
        await Eventually.BecomesAsync(ledger.Calls, () => SumAsync(admin));
        var (code, said) = await server.TryVerbAsync(["verify"], TestContext.Current.CancellationToken);
        Assert.True(code == 0, said);
        Assert.Contains(", 0 differ", said, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<SentSpan, int>> StoredAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            SELECT replace(trace_id::text, '-', ''), lpad(to_hex(span_id), 16, '0'), count(*)::int
            FROM (SELECT trace_id, span_id FROM calls UNION ALL SELECT trace_id, span_id FROM spans) AS stored
            GROUP BY trace_id, span_id
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var stored = new Dictionary<SentSpan, int>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            stored.Add(new SentSpan(reader.GetString(0), reader.GetString(1)), reader.GetInt32(2));
        }

        return stored;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<int> SumAsync(Admin admin)
    {
        var now = TimeProvider.System.GetUtcNow();
        string At(int hours) => now.AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var answer = await admin.GetAsync($"/api/metrics?from={At(-3)}&to={At(3)}&step=all");
        return answer.GetProperty("series").EnumerateArray()
            .SelectMany(series => series.GetProperty("points").EnumerateArray())
            .Sum(point => point.GetProperty("calls").GetInt32());
    }
}
