namespace Dashboard.Ui.Components;

/// <summary>What a tile shows: five rows, of which the last four may be empty but keep their height.</summary>
public sealed record TileContent
{
    public required string Label { get; init; }

    /// <summary>The number without its unit; <c>–</c> when it is not known.</summary>
    public required string Value { get; init; }

    /// <summary>Unit, percentile or margin, small beside the number.</summary>
    public string? Unit { get; init; }

    /// <summary>Every digit, or the reason why the number is not known.</summary>
    public string? Title { get; init; }

    /// <summary>The change against the former version, or what stands in its place.</summary>
    public string? Change { get; init; }

    public Tone ChangeTone { get; init; }

    /// <summary>One of <see cref="Icons"/>, in front of the change.</summary>
    public string? ChangeIcon { get; init; }

    public SparkLine? Spark { get; init; }

    /// <summary>n, percentiles or what is missing.</summary>
    public string? Foot { get; init; }

    public Tone FootTone { get; init; }

    /// <summary>The page behind the number, with the same filter.</summary>
    public string? Href { get; init; }
}
