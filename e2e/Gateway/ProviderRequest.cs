using System.Text.Json.Nodes;

namespace Dashboard.E2E.Gateway;

/// <summary>What the provider was asked.</summary>
/// <param name="Number">Of all requests.</param>
/// <param name="Path">Such as <c>/v1/chat/completions</c>.</param>
/// <param name="Body">As it came.</param>
internal sealed record ProviderRequest(int Number, string Path, JsonNode Body)
{
    public bool IsResponses => Path.EndsWith("/responses", StringComparison.Ordinal);

    public bool IsMessages => Path.EndsWith("/messages", StringComparison.Ordinal);

    public bool IsEmbeddings => Path.EndsWith("/embeddings", StringComparison.Ordinal);

    public string Model => (string)Body["model"]!;

    public bool Streams => (bool?)Body["stream"] == true;

    public bool WantsUsage => (bool?)Body["stream_options"]?["include_usage"] == true;

    /// <summary>The text of the last message.</summary>
    public string Asks => IsResponses
        ? (string)Body["input"]!
        : (string?)Body["messages"]?.AsArray()[^1]?["content"] ?? "";

    /// <summary>The tool to be called; null where there is none or it has been called already.</summary>
    public string? Tool => (string?)Body["messages"]?.AsArray()[^1]?["role"] == "user"
        ? (string?)Body["tools"]?[0]?["function"]?["name"]
        : null;
}
