using System.Diagnostics.Metrics;

namespace Dashboard.Gateway.Spool;

/// <summary>How far the gateway's records are from the database: for readiness, metrics and pages.</summary>
public sealed class GatewayStatus
{
    private readonly SpoolQueue _queue;
    private readonly SpoolStore _store;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private long _incoming;
    private long _lost;
    private long _rejected;

    internal GatewayStatus(
        SpoolQueue queue, SpoolStore store, SpoolOptions options, IMeterFactory meters, TimeProvider time)
    {
        (_queue, _store, _options, _time) = (queue, store, options, time);
        var meter = meters.Create("Dashboard.Gateway");
        meter.CreateObservableGauge(
            "dashboard.gateway.spool.records", () => WaitingRecords, "{record}", "Records that wait for the database.");
        meter.CreateObservableGauge(
            "dashboard.gateway.spool.size", () => SpoolBytes, "By", "What the spool takes on disk.");
        meter.CreateObservableGauge(
            "dashboard.gateway.spool.limit", () => SpoolLimitBytes, "By", "What the spool may take on disk.");
        meter.CreateObservableGauge(
            "dashboard.gateway.spool.age", () => OldestAge.TotalSeconds, "s", "Age of the oldest record that waits.");
        meter.CreateObservableCounter(
            "dashboard.gateway.records.lost", () => Lost, "{record}", "Records for which there was no room.");
        meter.CreateObservableCounter(
            "dashboard.gateway.records.rejected", () => Rejected, "{record}", "Records that the database refused.");
    }

    /// <summary>Records that the database has not taken yet.</summary>
    public long WaitingRecords => Interlocked.Read(ref _incoming) + _queue.Records;

    /// <summary>What the spool takes on disk.</summary>
    public long SpoolBytes => _store.Bytes;

    /// <summary>What it may take.</summary>
    public long SpoolLimitBytes => _options.MaxBytes;

    /// <summary>Whether the newest records found no room on the disk.</summary>
    public bool IsFull => _store.IsFull;

    /// <summary>Age of the oldest record that waits; zero when none does.</summary>
    public TimeSpan OldestAge => _queue.Oldest is { } since && _time.GetUtcNow() is var now && now > since
        ? now - since
        : TimeSpan.Zero;

    /// <summary>Records of this process that are lost, because neither disk nor memory had room.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Records that the database refused for what is in them; they are kept in a file of their own.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Why the database does not take records now; null while it does.</summary>
    public string? DatabaseTrouble { get; internal set; }

    /// <summary>Why the disk does not take records now; null while it does.</summary>
    public string? DiskTrouble => _store.Trouble;

    /// <summary>Counts what is on its way from the requests to the queue; negative once it is there, or lost.</summary>
    internal void Expect(long records) => Interlocked.Add(ref _incoming, records);

    internal void Lose(long records) => Interlocked.Add(ref _lost, records);

    internal void Reject() => Interlocked.Increment(ref _rejected);
}
