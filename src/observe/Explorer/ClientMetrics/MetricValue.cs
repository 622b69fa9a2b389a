namespace Dashboard.Explorer.ClientMetrics;

/// <summary>What one or more points say: for a histogram its values, for a sum the sum alone.</summary>
public sealed record MetricValue
{
    /// <summary>How many values a histogram holds; 0 for a sum.</summary>
    public double Count { get; private set; }

    /// <summary>Of all values, in the instrument's unit.</summary>
    public double Sum { get; private set; }

    /// <summary>Null when no point says it.</summary>
    public double? Min { get; private set; }

    /// <summary>Null when no point says it.</summary>
    public double? Max { get; private set; }

    /// <summary>The values by bucket; empty for a sum.</summary>
    public Distribution Distribution { get; } = new();

    /// <summary>A value without buckets.</summary>
    public static MetricValue Of(double count, double sum, double? min = null, double? max = null) =>
        new() { Count = count, Sum = sum, Min = min, Max = max };

    /// <summary>Adds what another point says.</summary>
    public void Add(MetricValue other)
    {
        Count += other.Count;
        Sum += other.Sum;
        Min = Min is { } min && other.Min is { } theirs ? Math.Min(min, theirs) : Min ?? other.Min;
        Max = Max is { } max && other.Max is { } most ? Math.Max(max, most) : Max ?? other.Max;
        Distribution.Add(other.Distribution);
    }

    /// <summary>
    /// What was added since an earlier point of the same stream. The extremes of a cumulative point are those since its
    /// start, so they say nothing of the difference.
    /// </summary>
    public MetricValue Since(MetricValue earlier)
    {
        var difference = Of(Count - earlier.Count, Sum - earlier.Sum);
        difference.Distribution.Add(Distribution);
        difference.Distribution.Subtract(earlier.Distribution);
        return difference;
    }
}
