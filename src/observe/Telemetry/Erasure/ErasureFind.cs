namespace Dashboard.Telemetry.Erasure;

/// <summary>What is stored of somebody, before it is erased.</summary>
/// <param name="Traces">Traces that would lose their content.</param>
/// <param name="Calls">Calls that would stay as anonymous numbers.</param>
/// <param name="Spans">Other spans that would lose content and identifiers.</param>
public sealed record ErasureFind(int Traces, long Calls, long Spans);
