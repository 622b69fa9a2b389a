using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Durations in microseconds: count, sum, min and max exact, quantiles from a sketch.</summary>
public sealed class DurationStats
{
    private static ReadOnlySpan<double> Percentiles => [0.5, 0.9, 0.95, 0.99];

    public long Sum { get; private set; }

    public long Min { get; private set; } = long.MaxValue;

    public long Max { get; private set; }

    public LatencySketch Sketch { get; } = new();

    public void Add(long micros)
    {
        MergeExact(micros, micros, micros);
        Sketch.Add(micros);
    }

    public void Add(ReadOnlySpan<long> micros)
    {
        foreach (var one in micros)
        {
            Add(one);
        }
    }

    public void Merge(DurationStats other)
    {
        if (other.Sketch.Count > 0)
        {
            MergeExact(other.Sum, other.Min, other.Max);
            Sketch.Merge(other.Sketch);
        }
    }

    /// <summary>Adds a stored row; an empty sketch adds nothing.</summary>
    public void MergeStored(long sum, long min, long max, ReadOnlySpan<byte> sketch)
    {
        if (!sketch.IsEmpty)
        {
            MergeExact(sum, min, max);
            Sketch.MergeEncoded(sketch);
        }
    }

    /// <summary>Null when empty. Quantiles stay within the exact min and max.</summary>
    public LatencySummary? Summarize()
    {
        if (Sketch.Count == 0)
        {
            return null;
        }

        Span<double> at = stackalloc double[Percentiles.Length];
        Sketch.Quantiles(Percentiles, at);
        foreach (ref var micros in at)
        {
            micros = Math.Clamp(micros, Min, Max) / 1000;
        }

        return new LatencySummary(
            Sketch.Count, Sum / 1000.0 / Sketch.Count, Min / 1000.0, at[0], at[1], at[2], at[3], Max / 1000.0);
    }

    /// <summary>Empty again, with the room for as much.</summary>
    public void Clear()
    {
        (Sum, Min, Max) = (0, long.MaxValue, 0);
        Sketch.Clear();
    }

    private void MergeExact(long sum, long min, long max)
    {
        Sum = checked(Sum + sum);
        Min = Math.Min(Min, min);
        Max = Math.Max(Max, max);
    }
}
