using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Searching;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Options;

namespace Dashboard.Bench.Metrics;

/// <summary>
/// Fills the tables with calls of ninety days, through the product's own writers but without its queue: half of them in
/// the newest day, as a service that grows would have it; 10 routes × 3 models × 2 versions, in the order of time.
/// Rollups come from the calls as they do in service: deltas, folded by the compactor. Indexes and statistics are made
/// at once, so that a console which starts over the tables finds nothing left to do.
/// </summary>
internal sealed class CallLoad(TelemetryDb db)
{
    public const int Days = 90;
    private const int BatchCalls = 20_000;
    private static readonly string[] _models = ["gpt-4o-mini", "gpt-4.1", "claude-sonnet-4-5"];

    private readonly PartitionStore _partitions = new(db, Options.Create(new RetentionOptions()), TimeProvider.System);
    private readonly SeriesDirectory _directory = new(db);
    private readonly Random _random = new(7);

    /// <summary>Writes calls between <paramref name="end"/> and ninety days before, and folds what they add.</summary>
    public async Task RunAsync(int calls, DateTimeOffset end, CancellationToken ct)
    {
        var series = Series();
        var numbers = await _directory.NumberAsync(series, ct);
        for (var day = 0; day < Days; day++)
        {
            var from = end.AddDays(-day - 1);
            await _partitions.EnsureAsync(
                [DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(end.AddDays(-day).UtcDateTime)], ct);
            var deltas = new RollupDeltas();
            var all = day == 0 ? calls / 2 : calls / 2 / (Days - 1);
            for (var done = 0; done < all; done += BatchCalls)
            {
                var count = Math.Min(all - done, BatchCalls);
                var (begin, length) = (from + (TimeSpan.FromDays(1) * done / all), TimeSpan.FromDays(1) * count / all);
                await CopyAsync(begin, length, count, series, numbers, deltas, ct);
            }

            await using var connection = await db.Source.OpenConnectionAsync(ct);
            await deltas.CopyAsync(connection, ct);
        }

        await new Compactor(db).RunAsync(ct);
        await new PartitionIndexes(db, TimeProvider.System).BuildAsync(ct);
        await using var tidy = db.Source.CreateCommand("VACUUM ANALYZE");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync(ct);
    }

    private static List<SeriesKey> Series() =>
    [
        .. from route in Enumerable.Range(0, 10)
           from model in _models
           from version in (string[])["v1", "v2"]
           select new SeriesKey(ProjectId.First, $"route-{route}", model, version, "openai", null, null),
    ];

    private async Task CopyAsync(
        DateTimeOffset from, TimeSpan length, int calls, List<SeriesKey> series,
        IReadOnlyDictionary<SeriesKey, int> numbers, RollupDeltas deltas, CancellationToken ct)
    {
        var batch = new SpanBatch(Enumerable.Range(0, calls)
            .Select(i => Call(from + (length * i / calls), series[_random.Next(series.Count)])));
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await SpanTables.CopyAsync(connection, batch, numbers, ct);
        await transaction.CommitAsync(ct);
        foreach (var span in batch.Calls)
        {
            deltas.Add(span, span.Call!, numbers[span.Call!.Series]);
        }
    }

    private SpanRecord Call(DateTimeOffset at, SeriesKey series) => new()
    {
        Project = ProjectId.First,
        StartedAt = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % 10), TimeSpan.Zero),
        TraceId = new TraceId((UInt128)(ulong)_random.NextInt64() << 64 | (ulong)_random.NextInt64()),
        SpanId = new SpanId((ulong)_random.NextInt64()),
        Name = "chat",
        Role = SpanRole.Model,
        DurationMicros = (long)(800_000 * Math.Exp(_random.NextDouble() * 2)),
        Status = _random.Next(100) == 0 ? SpanStatus.Error : SpanStatus.Ok,
        UserId = $"user-{_random.Next(50)}",
        Raw = "{}",
        Call = new CallFacts
        {
            Series = series,
            Operation = "chat",
            ResponseModel = series.Model,
            Tokens = new TokenCounts { InputUncached = _random.Next(1000), OutputText = _random.Next(500) },
            TimeToFirstTokenMicros = (long)(200_000 * Math.Exp(_random.NextDouble())),
            UsageSource = UsageSource.Reported,
            Cost = new CallCost(CostStatus.Priced, new Nanodollars(_random.Next(400_000)), "bench"),
        },
    };
}
