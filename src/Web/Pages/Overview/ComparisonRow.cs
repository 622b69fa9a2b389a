namespace Dashboard.Web.Pages.Overview;

/// <summary>One measure of the serving version against the former one.</summary>
public sealed record ComparisonRow
{
    public required string Name { get; init; }

    /// <summary>The part of the name that small screens leave out.</summary>
    public string? NameTail { get; init; }

    public required string Former { get; init; }

    public required string Serving { get; init; }

    /// <summary>The change as text: <c>+31 %</c> or <c>+0.4 pt</c>.</summary>
    public required string Change { get; init; }

    /// <summary>The change as a share (0.31) or a difference of shares; null when there is none.</summary>
    public double? ChangeValue { get; init; }

    /// <summary>The 95 % interval of <see cref="ChangeValue"/>.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>Null for a measure that has no interval of its own, such as a percentile.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What is missing from the serving side, such as <c>5 of 6 unpriced</c>; null where nothing is.</summary>
    public string? Missing { get; init; }

    /// <summary>Why there is no interval or verdict, for the pointer.</summary>
    public string? Reason { get; init; }
}
