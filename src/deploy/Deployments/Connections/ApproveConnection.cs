namespace Dashboard.Deployments.Connections;

/// <summary>The body of <c>POST /api/connections</c>.</summary>
/// <param name="Name">What versions call it by.</param>
/// <param name="BaseUrl">
/// Where the provider's OpenAI-compatible interface begins, such as <c>https://api.openai.com/v1</c>.
/// </param>
/// <param name="ApiKeyEnv">The environment variable of the console whose value is sent as the bearer token.</param>
/// <param name="Reason">For the audit log.</param>
internal sealed record ApproveConnection(
    string? Name, string? BaseUrl, string? ApiKeyEnv = null, string? Reason = null);
