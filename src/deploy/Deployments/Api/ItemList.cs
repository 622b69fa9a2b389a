namespace Dashboard.Deployments.Api;

/// <summary>The answer of every list.</summary>
internal sealed record ItemList<T>(IReadOnlyList<T> Items);
