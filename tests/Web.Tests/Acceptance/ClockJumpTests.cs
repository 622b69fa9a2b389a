using System.Net;
using System.Net.Http.Json;
using Dashboard.Telemetry.Rollups;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>
/// The console's clock is set forward and back by an hour, across midnight, while clients whose own clocks are right,
/// slow or fast go on sending.
/// </summary>
public sealed class ClockJumpTests : IAsyncLifetime
{
    private const int Jumps = 4;
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private readonly JumpingClock _clock = new();
    private readonly TestConsole _console;

    public ClockJumpTests() => _console = new TestConsole { Time = _clock };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Half an hour before midnight, so that each jump changes the day.
        var now = TimeProvider.System.GetUtcNow();
        _clock.Ahead = new DateTimeOffset(now.Date, TimeSpan.Zero).AddHours(23.5) - now;
        await _console.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Nothing_is_lost_or_doubled_and_everything_goes_on()
    {
        var (client, project) = await _console.NewNumberedProjectAsync("ingest", "read");
        using var _ = client;
        using var admin = _console.Admin();
        var right = _clock.Ahead;
        var sent = new List<byte[]>();
        var spans = 0;
        for (var jump = 0; jump < Jumps; jump++)
        {
            _clock.Ahead = jump % 2 == 0 ? right : right + _hour;
            var now = TimeProvider.System.GetUtcNow() + right;
            var export = OtlpJson.Export(
                OtlpJson.Span(start: now),
                OtlpJson.Span(start: now - _hour),
                OtlpJson.Span(start: now.AddMinutes(50)),
                OtlpJson.Span(start: now.AddDays(-40)));
            sent.Add(export);
            spans += 4;
            await SendAsync(client, export);

            // Everything again, under another time of day.
            _clock.Ahead = jump % 2 == 0 ? right + _hour : right;
            foreach (var former in sent)
            {
                await SendAsync(client, former);
            }

            // Makes the partitions of coming days and drops old ones.
            using var kept = await admin.PutAsJsonAsync(
                new Uri("api/retention", UriKind.Relative), new { calls_days = 90 }, Ct);
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        }

        await Eventually.BecomesAsync(
            0L, () => _console.Database.ReadAsync<long>("SELECT count(*) FROM rollup_delta"));

        Assert.Equal(spans, await _console.Database.ReadAsync<long>(
            "SELECT count(DISTINCT (trace_id, span_id)) FROM calls WHERE project_id = $1 AND counted", project));
        Assert.Equal(spans, await _console.Database.ReadAsync<long>(
            "SELECT count(*) FROM calls WHERE project_id = $1", project));
        Assert.Equal(spans, (await client.TotalsAsync()).Calls);
        var report = await _console.Services.GetRequiredService<RollupVerifier>().VerifyAsync(Ct);
        Assert.True(report.Ok);
        Assert.Equal(0, report.Different);
    }

    [Fact]
    public async Task Keys_and_decisions_made_at_any_time_of_day_hold()
    {
        var right = _clock.Ahead;
        foreach (var ahead in new[] { _hour, -_hour, TimeSpan.Zero })
        {
            _clock.Ahead = right + ahead;
            using var client = await _console.NewProjectAsync("ingest", "read", "manage");
            _clock.Ahead = right;
            await SendAsync(client, OtlpJson.Export(OtlpJson.Span(start: _clock.GetUtcNow())));
            using var put = await client.PutAsJsonAsync(
                new Uri("api/budgets", UriKind.Relative), new { monthly_usd = "5" }, Ct);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            Assert.Equal(1, (await client.TotalsAsync()).Calls);
        }

        var audit = await _console.Services.GetRequiredService<EventStore.EventStore>().VerifyAsync(Ct);
        Assert.True(audit.Ok);
    }

    private static async Task SendAsync(HttpClient client, byte[] export)
    {
        using var answer = await client.PostBytesAsync("v1/traces", export, "application/json");
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
