namespace Dashboard.Ingest.Wire;

/// <summary>One instrument with its points, as it was sent.</summary>
internal sealed class OtlpMetric
{
    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public string? Unit { get; set; }

    /// <summary>The kind as records call it; empty when the sender named none that we know.</summary>
    public string Kind { get; set; } = "";

    /// <summary>1 delta, 2 cumulative; 0 where it does not apply.</summary>
    public int Temporality { get; set; }

    public bool IsMonotonic { get; set; }

    public List<PointValues> Points { get; } = [];

    /// <summary>Why the points cannot be kept; says what to change.</summary>
    public string? Fault { get; set; }
}
