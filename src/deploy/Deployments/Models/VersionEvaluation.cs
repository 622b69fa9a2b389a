namespace Dashboard.Deployments.Models;

/// <summary>One measurement of a version.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The result, in the measure's own unit.</param>
/// <param name="Samples">On how many examples; null where unknown.</param>
/// <param name="Dataset">On which data; null where unknown.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Actor">Who recorded it.</param>
public sealed record VersionEvaluation(
    string Name, double Value, int? Samples, string? Dataset, DateTimeOffset At, string? Actor);
