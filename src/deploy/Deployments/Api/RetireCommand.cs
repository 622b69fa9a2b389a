namespace Dashboard.Deployments.Api;

/// <summary>The body of the <c>/retire</c> endpoints.</summary>
internal sealed record RetireCommand(string? Reason);
