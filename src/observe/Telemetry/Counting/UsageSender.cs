namespace Dashboard.Telemetry.Counting;

/// <summary>Who counted the tokens, as far as it decides what is counted within what.</summary>
/// <param name="Provider">In the words of OpenTelemetry's <c>gen_ai.provider.name</c>.</param>
/// <param name="Model">The model that answered, else the requested one.</param>
/// <param name="Scope">The name of the instrumentation.</param>
/// <param name="ScopeVersion">Its version.</param>
/// <param name="Embeds">Whether the call can have no output.</param>
public readonly record struct UsageSender(
    string? Provider, string? Model = null, string? Scope = null, string? ScopeVersion = null, bool Embeds = false)
{
    /// <summary>
    /// Whether the instrumentation sends Anthropic's or Bedrock's input as it came, without the cache, and adds the
    /// total up from that: nothing in the numbers themselves shows it.
    /// </summary>
    internal bool LeavesTheCacheOut => Scope is { Length: > 0 } && Scope switch
    {
        // https://github.com/traceloop/openllmetry: converse and invoke, to this day.
        "opentelemetry.instrumentation.bedrock" => true,

        // https://github.com/traceloop/openllmetry-js: mended behind 0.27.0.
        "@traceloop/instrumentation-anthropic" => IsBefore(0, 28),

        // https://github.com/Arize-ai/openinference
        "@arizeai/openinference-instrumentation-anthropic"
            or "@arizeai/openinference-instrumentation-claude-agent-sdk"
            or "openinference.instrumentation.claude_agent_sdk" => true,
        _ => false,
    };

    /// <summary>
    /// Whether a cache beyond the input has one known meaning: Anthropic's, which Bedrock and Vertex pass on, and
    /// xAI's.
    /// </summary>
    internal bool KeepsTheCacheApart =>
        Provider is "anthropic" or "aws.bedrock" or "x_ai" || IsClaude || Named("grok")
        || (Provider is "gcp.vertex_ai" && !Named("gemini"));

    /// <summary>Whether the model is Anthropic's, whoever serves it.</summary>
    public bool IsClaude => Named("claude");

    /// <summary>Whether thinking may be left out of the output and stand in the total alone: Gemini and xAI.</summary>
    internal bool KeepsThinkingApart => !IsClaude
        && (Provider is "gcp.gemini" or "gcp.vertex_ai" or "gcp.gen_ai" or "x_ai" || Named("gemini") || Named("grok"));

    /// <summary>Whether all that is counted is input.</summary>
    internal bool OnlyReads => Embeds || Named("embed") || Named("voyage") || Named("rerank");

    private bool Named(string part) => Model?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private bool IsBefore(int major, int minor) =>
        !Version.TryParse(ScopeVersion, out var version) || version < new Version(major, minor);
}
