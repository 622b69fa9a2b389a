namespace Dashboard.Deployments.Models;

/// <summary>The body of <c>POST /api/models/{model}/versions/{version}/evaluations</c>.</summary>
/// <param name="Name">What was measured, such as <c>agreement</c>.</param>
/// <param name="Value">The result, in the measure's own unit.</param>
/// <param name="Samples">On how many examples.</param>
/// <param name="Dataset">On which data.</param>
public sealed record EvaluateVersion(string? Name, double? Value, int? Samples = null, string? Dataset = null);
