using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.Extensions.Options;

namespace Dashboard.Telemetry.Partitions;

/// <summary>Decides and tells how long telemetry is kept.</summary>
public sealed class RetentionDesk
{
    private const string Stream = "retention";

    private readonly EventStore.EventStore _store;
    private readonly RetentionOptions _defaults;
    private readonly PartitionStore _partitions;
    private readonly TimeProvider _time;

    internal RetentionDesk(
        EventStore.EventStore store, IOptions<RetentionOptions> defaults, PartitionStore partitions,
        TimeProvider time) =>
        (_store, _defaults, _partitions, _time) = (store, defaults.Value, partitions, time);

    /// <summary>The longest time that can be asked for, in days.</summary>
    public static int MostDays => RetentionRules.MostDays;

    /// <summary>What holds: the newest decision, or the defaults.</summary>
    public async Task<RetentionDecision> ReadAsync(CancellationToken ct) =>
        await HistoryAsync(ct) is [var newest, ..] ? newest : new RetentionDecision(_defaults, null, null);

    /// <summary>Every decision, the newest first.</summary>
    public async Task<IReadOnlyList<RetentionDecision>> HistoryAsync(CancellationToken ct)
    {
        var decisions = new List<RetentionDecision>();
        await foreach (var stored in _store.ReadStreamAsync(Stream, ct))
        {
            if (stored.Data is RetentionChanged fact)
            {
                decisions.Insert(0, new RetentionDecision(Of(fact), stored.Timestamp, stored.Actor)
                {
                    Reason = stored.Reason,
                    Version = stored.Version,
                });
            }
        }

        return decisions;
    }

    /// <summary>What is stored, and what the given retention, in force or not, drops of it and when.</summary>
    public async Task<IReadOnlyList<StoredKind>> StoredAsync(RetentionOptions keep, CancellationToken ct) =>
        RetentionOutlook.Of(await _partitions.StoredAsync(ct), keep, _time.GetUtcNow());

    /// <summary>Bytes of the sums that no retention drops: quarters of an hour, days, users.</summary>
    public Task<long> SumsAsync(CancellationToken ct) => _partitions.SumsAsync(ct);

    /// <summary>
    /// Records how long each kind is kept and drops what has become too old. The same again is no decision, but drops.
    /// </summary>
    /// <param name="keep">For every kind.</param>
    /// <param name="former">
    /// The decision that the wish rests on: where another holds meanwhile, nothing is changed.
    /// </param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<RetentionResult> SetAsync(
        RetentionOptions keep, RetentionDecision former, EventContext context, CancellationToken ct)
    {
        if (RetentionRules.Fault(keep, context.Reason) is { } refused)
        {
            return refused;
        }

        if (former.Keep != keep && await _store.AppendAsync(
            Stream, "Retention", former.Version, [Of(keep)], context, ct) is AppendResult.Conflict)
        {
            return new RetentionResult.Outdated();
        }

        var dropped = await _partitions.DropExpiredAsync(ct, keep);
        return new RetentionResult.Changed(await ReadAsync(ct), dropped.Count);
    }

    private static RetentionOptions Of(RetentionChanged fact) => new()
    {
        Calls = TimeSpan.FromDays(fact.CallsDays),
        Payloads = TimeSpan.FromDays(fact.PayloadsDays),
        Spans = TimeSpan.FromDays(fact.SpansDays),
        Logs = TimeSpan.FromDays(fact.LogsDays),
        Metrics = TimeSpan.FromDays(fact.MetricsDays),
        Minutes = TimeSpan.FromDays(fact.MinutesDays),
    };

    private static RetentionChanged Of(RetentionOptions keep) => new(
        (int)keep.Calls.TotalDays,
        (int)keep.Payloads.TotalDays,
        (int)keep.Spans.TotalDays,
        (int)keep.Logs.TotalDays,
        (int)keep.Metrics.TotalDays,
        (int)keep.Minutes.TotalDays);
}
