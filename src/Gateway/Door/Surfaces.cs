namespace Dashboard.Gateway.Door;

/// <summary>What each interface is called, here, upstream and in the records.</summary>
internal static class Surfaces
{
    public static IReadOnlyList<Surface> All { get; } = Enum.GetValues<Surface>();

    /// <summary>Below the base address of a connection, which ends in <c>/v1</c> at most providers.</summary>
    public static string UpstreamPath(this Surface surface) => surface switch
    {
        Surface.ChatCompletions => "chat/completions",
        Surface.Completions => "completions",
        Surface.Responses => "responses",
        _ => "embeddings",
    };

    public static string Path(this Surface surface) => surface switch
    {
        Surface.ChatCompletions => "/v1/chat/completions",
        Surface.Completions => "/v1/completions",
        Surface.Responses => "/v1/responses",
        _ => "/v1/embeddings",
    };

    /// <summary>OpenTelemetry's <c>gen_ai.operation.name</c>.</summary>
    public static string Operation(this Surface surface) => surface switch
    {
        Surface.Completions => "text_completion",
        Surface.Embeddings => "embeddings",
        _ => "chat",
    };

    /// <summary>
    /// Whether streams of the interface report usage only where <c>stream_options.include_usage</c> asks for it.
    /// </summary>
    public static bool ReportsUsageOnDemand(this Surface surface) =>
        surface is Surface.ChatCompletions or Surface.Completions;

    /// <summary>Whether answers are made of output tokens.</summary>
    public static bool WritesText(this Surface surface) => surface is not Surface.Embeddings;
}
