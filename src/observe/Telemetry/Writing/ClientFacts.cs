namespace Dashboard.Telemetry.Writing;

/// <summary>What another view of a request says that the record which counts may not know.</summary>
internal sealed record ClientFacts(string? UserId, string? SessionId, string? Prompt, string? Environment);
