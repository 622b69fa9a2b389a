using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

/// <summary>A closed day of 3,000 calls: nearly all of one route and with one word, a few of another with another.</summary>
public sealed class LeadChoiceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Closed = Some.Noon.AddDays(-2);

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CallFilter All => new() { Project = ProjectId.First };

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        await _store.WriteAsync(
        [
            .. Enumerable.Range(0, 3000).Select(i => Some.Call(
                at: Closed.AddSeconds(i), route: i % 300 == 0 ? "rare" : "common", user: $"user-{i % 500}",
                inputText: i % 2 == 0 ? "daily bread" : "daily milk", outputText: i % 200 == 7 ? "xylophone" : "nothing")),
        ]);
        await _store.Indexes.BuildAsync(Ct);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("rare", null, "bread", ScanLead.Calls)]
    [InlineData("common", null, "xylophone", ScanLead.Words)]
    [InlineData("common", null, "bread", ScanLead.Words)]
    [InlineData(null, "user-8", "bread", ScanLead.Calls)]
    [InlineData(null, null, "bread", ScanLead.Words)]
    [InlineData("common", null, null, ScanLead.Calls)]
    public async Task What_fewest_rows_match_leads(string? route, string? user, string? text, object lead)
    {
        var filter = All with { Route = route, User = user, Text = text };
        await using var connection = await _store.Db.Source.OpenConnectionAsync(Ct);
        var question = await CallQuestion.ReadAsync(connection, filter, Ct);
        var stretch = Assert.Single(question.Stretches);
        Assert.Equal(lead, await LeadChoice.ChooseAsync(connection, question, stretch, scores: null, Ct));
    }

    /// <summary>What stands together in a phrase is looked up word by word, and only as many texts are read as are shown.</summary>
    [Theory]
    [InlineData("xylophone")]
    [InlineData("\"milk xylophone\"")]
    [InlineData("milk_xylophone xylo*")]
    public async Task The_index_of_words_leads_to_words_and_phrases(string text)
    {
        await using var connection = await _store.Db.Source.OpenConnectionAsync(Ct);
        var question = await CallQuestion.ReadAsync(connection, All with { Text = text }, Ct);
        await using var command = CallStatement.Write(
            question, Assert.Single(question.Stretches), ScanLead.Words, after: null, "c.span_id", 50, connection, scores: null);
        command.CommandText = "EXPLAIN " + command.CommandText;
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
        {
            plan.Add(reader.GetString(0).Trim());
        }

        Assert.Contains(plan, line => line.Contains("Bitmap Index Scan on payloads_2026_11_20_words_2", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.StartsWith("Filter: (call_text", StringComparison.Ordinal)
            && !plan[plan.IndexOf(line) - 1].StartsWith("Index Cond", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rare", null, "bread", 10)]
    [InlineData("common", null, "xylophone", 15)]
    [InlineData(null, "user-8", "daily", 6)]
    public async Task Whatever_leads_the_same_calls_are_found(string? route, string? user, string text, int expected)
    {
        var page = await _store.Calls.ListAsync(All with { Route = route, User = user, Text = text, Limit = 50 }, Ct);
        Assert.Equal(expected, page.Items.Count);
        Assert.Equal(page.Items.OrderByDescending(call => call.StartedAt).Select(call => call.SpanId),
            page.Items.Select(call => call.SpanId));
    }
}
