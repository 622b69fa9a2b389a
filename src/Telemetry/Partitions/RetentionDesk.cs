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

    public RetentionDesk(EventStore.EventStore store, IOptions<RetentionOptions> defaults) =>
        (_store, _defaults) = (store, defaults.Value);

    /// <summary>What holds: the newest decision, which is the last event of its short stream.</summary>
    public async Task<RetentionDecision> ReadAsync(CancellationToken ct)
    {
        var decision = new RetentionDecision(_defaults, null, null);
        await foreach (var stored in _store.ReadStreamAsync(Stream, ct))
        {
            if (stored.Data is RetentionChanged fact)
            {
                decision = new RetentionDecision(Of(fact), stored.Timestamp, stored.Actor);
            }
        }

        return decision;
    }

    /// <summary>Records how long each kind is kept. The same again is no decision.</summary>
    public async Task<RetentionDecision> SetAsync(RetentionOptions keep, EventContext context, CancellationToken ct)
    {
        if ((await ReadAsync(ct)).Keep != keep)
        {
            await _store.AppendAsync(Stream, "Retention", null, [Of(keep)], context, ct);
        }

        return await ReadAsync(ct);
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
