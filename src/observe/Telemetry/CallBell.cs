using System.Globalization;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry;

/// <summary>
/// Says "calls changed since this minute" through the doorbell, at most four times a second: commits that notify are
/// serialised by the whole database. What is held back is rung by <see cref="RingHeldBackAsync"/>.
/// </summary>
public sealed class CallBell(TelemetryDb db, TimeProvider time)
{
    public const string Kind = "calls";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private long _lastRing = long.MinValue;
    private DateTimeOffset? _heldBack;

    private static string Format(DateTimeOffset minute) =>
        minute.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The minute that a ring speaks of; null for "read everything again".</summary>
    public static DateTimeOffset? Parse(string payload) =>
        long.TryParse(payload, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>Rings with the commit of the connection's transaction, whatever was rung before.</summary>
    public static Task RingNowAsync(NpgsqlConnection connection, DateTimeOffset minute, CancellationToken ct) =>
        Doorbell.RingAsync(connection, Kind, Format(minute), ct);

    /// <summary>Rings with the commit of the connection's transaction, or holds the minute back.</summary>
    public async Task RingAsync(NpgsqlConnection connection, DateTimeOffset minute, CancellationToken ct)
    {
        if (Take(minute) is { } oldest)
        {
            await RingNowAsync(connection, oldest, ct);
        }
    }

    /// <summary>How long until what is held back is due; null when nothing is.</summary>
    public TimeSpan? DueIn()
    {
        lock (_gate)
        {
            return _heldBack is null ? null : Remaining();
        }
    }

    /// <summary>Rings for the batches that committed silently.</summary>
    public async Task RingHeldBackAsync(CancellationToken ct)
    {
        if (Take(null) is { } oldest)
        {
            await using var connection = await db.Source.OpenConnectionAsync(ct);
            await RingNowAsync(connection, oldest, ct);
        }
    }

    /// <summary>The minute to ring for now, or null when it is too early or there is nothing.</summary>
    private DateTimeOffset? Take(DateTimeOffset? minute)
    {
        lock (_gate)
        {
            if (minute is not null && (_heldBack is null || minute < _heldBack))
            {
                _heldBack = minute;
            }

            if (_heldBack is null || Remaining() > TimeSpan.Zero)
            {
                return null;
            }

            var oldest = _heldBack;
            (_heldBack, _lastRing) = (null, time.GetTimestamp());
            return oldest;
        }
    }

    private TimeSpan Remaining()
    {
        if (_lastRing == long.MinValue)
        {
            return TimeSpan.Zero;
        }

        var rest = Pause - time.GetElapsedTime(_lastRing);
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest;
    }
}
