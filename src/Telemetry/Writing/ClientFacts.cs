namespace Dashboard.Telemetry.Writing;

/// <summary>What a client's span says of a request that the gateway may not know.</summary>
internal sealed record ClientFacts(string? UserId, string? SessionId, string? Prompt, string? Environment);
