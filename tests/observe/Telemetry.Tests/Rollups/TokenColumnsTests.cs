using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Tests.Repricing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rollups;

public sealed class TokenColumnsTests : IAsyncLifetime
{
    // Each bucket holds another power of two, so that a sum tells what is in it.
    private static readonly TokenCounts s_counts = new()
    {
        InputUncached = 1,
        CacheRead = 2,
        CacheWrite = 4,
        CacheWrite1h = 8,
        AudioInput = 16,
        OutputText = 32,
        Reasoning = 64,
        AudioOutput = 128,
        ImageInput = 256,
        ImageOutput = 512,
        InputImages = 1024,
        OutputImages = 2048,
        CacheReadAudio = 4096,
        WebSearches = 8192,
    };

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public void Every_bucket_has_its_column()
    {
        Assert.Equal(
            typeof(TokenCounts).GetProperties().Count(property => property.CanWrite), TokenColumns.All.Count);
        Assert.Equal(16_383, TokenColumns.All.Sum(column => column.Count(s_counts)));
    }

    [Fact]
    public async Task Every_bucket_is_stored_read_and_summed()
    {
        await _store.WriteAsync(Call(s_counts));

        Assert.Equal(s_counts, (await ReadAsync()).Tokens);
        Assert.Equal((s_counts.Input, s_counts.Output), await SumsAsync());
        Assert.Equal(16_383L, await _store.Database.ReadAsync<long>(
            $"SELECT sum({TokenColumns.Anything})::bigint FROM calls"));
        await _store.Compactor.RunAsync(Ct);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
        await CellSums.AssertTieAsync(_store.Db, Ct);
    }

    [Fact]
    public async Task Unknown_tokens_stay_unknown_and_columns_that_came_later_count_as_none()
    {
        await _store.WriteAsync(Call(null));
        Assert.Null((await ReadAsync()).Tokens);
        Assert.Equal(1L, await _store.Database.ReadAsync<long>(
            $"SELECT count(*) FROM calls WHERE {TokenColumns.Anything} IS NULL"));

        var later = TokenColumns.All.Where(column => column.IsLater).Select(column => $"{column.Name} = NULL");
        await _store.Database.ExecuteAsync(
            $"UPDATE calls SET {string.Join(", ", TokenColumns.All.Select(column => $"{column.Name} = 1"))}");
        await _store.Database.ExecuteAsync($"UPDATE calls SET {string.Join(", ", later)}");

        Assert.Equal((5L, 3L), await SumsAsync());
        Assert.Equal((5, 3, 0), ((await ReadAsync()).Tokens!.Value.Input, (await ReadAsync()).Tokens!.Value.Output,
            (await ReadAsync()).Tokens!.Value.WebSearches));
    }

    private static SpanRecord Call(TokenCounts? tokens)
    {
        var call = Some.Call();
        return call with { Call = call.Call! with { Tokens = tokens } };
    }

    private async Task<CallFacts> ReadAsync()
    {
        var trace = TraceId.FromGuid(await _store.Database.ReadAsync<Guid>("SELECT trace_id FROM calls"));
        return (await _store.Calls.TraceAsync(ProjectId.First, trace, Ct))!.Spans.Single().Call!;
    }

    private async Task<(long Input, long Output)> SumsAsync() => (
        await _store.Database.ReadAsync<long>($"SELECT sum({TokenColumns.Input})::bigint FROM calls"),
        await _store.Database.ReadAsync<long>($"SELECT sum({TokenColumns.Output})::bigint FROM calls"));
}
