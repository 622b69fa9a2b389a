namespace Dashboard.Deployments.Serving;

/// <summary>A place that an administrator allowed the gateway to call.</summary>
/// <param name="Name">Unique in the console.</param>
/// <param name="BaseUrl">
/// Where the provider's OpenAI-compatible interface begins, such as <c>https://api.openai.com/v1</c>.
/// </param>
/// <param name="ApiKeyEnv">
/// The environment variable whose value is sent there as the bearer token; null: none is sent.
/// </param>
public sealed record ApprovedConnection(string Name, Uri BaseUrl, string? ApiKeyEnv);
