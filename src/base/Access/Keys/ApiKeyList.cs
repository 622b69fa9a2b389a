namespace Dashboard.Access.Keys;

/// <summary>The answer of <c>GET /api/keys</c>.</summary>
internal sealed record ApiKeyList(IReadOnlyList<ApiKeyInfo> Items);
