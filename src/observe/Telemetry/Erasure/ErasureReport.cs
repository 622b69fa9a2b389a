namespace Dashboard.Telemetry.Erasure;

/// <summary>What an erasure did.</summary>
/// <param name="Kind"><c>trace</c> or <c>user</c>.</param>
/// <param name="IdentifierHash">The hash that the event records.</param>
/// <param name="Traces">Traces that lost their content.</param>
/// <param name="Calls">Calls that stay as anonymous numbers.</param>
public sealed record ErasureReport(string Kind, string IdentifierHash, int Traces, int Calls);
