namespace Dashboard.Telemetry.Reading;

/// <summary>A call with its content, as it leaves in an export.</summary>
/// <param name="Call">Its row of the list.</param>
/// <param name="Input">What went in, JSON or text; null when not captured or no longer kept.</param>
/// <param name="Output">What came out, like <paramref name="Input"/>.</param>
public sealed record ExportedCall(CallSummary Call, string? Input, string? Output);
