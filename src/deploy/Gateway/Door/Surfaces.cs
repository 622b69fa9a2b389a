using Microsoft.AspNetCore.Http;

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
        Surface.Embeddings => "embeddings",
        Surface.Messages => "messages",
        Surface.MessageTokens => "messages/count_tokens",
        Surface.Speech => "audio/speech",
        Surface.Transcriptions => "audio/transcriptions",
        Surface.Translations => "audio/translations",
        Surface.ImageGenerations => "images/generations",
        Surface.ImageEdits => "images/edits",
        Surface.ImageVariations => "images/variations",
        Surface.Rerank => "rerank",
        _ => throw new ArgumentOutOfRangeException(nameof(surface)),
    };

    public static string Path(this Surface surface) => "/v1/" + surface.UpstreamPath();

    /// <summary>
    /// OpenTelemetry's <c>gen_ai.operation.name</c>, and words in its manner for what it has no name for.
    /// </summary>
    public static string Operation(this Surface surface) => surface switch
    {
        Surface.Completions => "text_completion",
        Surface.Embeddings => "embeddings",
        Surface.MessageTokens => "count_tokens",
        Surface.Speech => "speech",
        Surface.Transcriptions => "transcription",
        Surface.Translations => "translation",
        Surface.ImageGenerations or Surface.ImageEdits or Surface.ImageVariations => "image_generation",
        Surface.Rerank => "rerank",
        _ => "chat",
    };

    public static string Summary(this Surface surface) => surface switch
    {
        Surface.ChatCompletions => "Chat with the version that serves the route named as model",
        Surface.Completions => "Complete a text with the version that serves the route named as model",
        Surface.Responses => "Make a response with the version that serves the route named as model",
        Surface.Embeddings => "Make embeddings with the version that serves the route named as model",
        Surface.MessageTokens => "Count the tokens of a message for the version that serves the route named as model",
        Surface.Messages => "Chat in Anthropic's shape with the version that serves the route named as model",
        _ => "Passed through to the version that serves the route named as model",
    };

    /// <summary>
    /// Whether streams of the interface report usage only where <c>stream_options.include_usage</c> asks for it.
    /// </summary>
    public static bool ReportsUsageOnDemand(this Surface surface) =>
        surface is Surface.ChatCompletions or Surface.Completions;

    /// <summary>Whether answers are made of output tokens.</summary>
    public static bool WritesTokens(this Surface surface) => surface is not (Surface.Embeddings or Surface.Rerank) && surface.CallsAModel();

    /// <summary>Whether a model answers, which is recorded and may cost something.</summary>
    public static bool CallsAModel(this Surface surface) => surface != Surface.MessageTokens;

    /// <summary>Whether the interface is Anthropic's: its versions answer these alone, and others none of them.</summary>
    public static bool IsAnthropic(this Surface surface) => surface is Surface.Messages or Surface.MessageTokens;

    /// <summary>
    /// Whether the answer may be anything, such as sound, and is passed through; of others the text is known.
    /// </summary>
    public static bool PassesThrough(this Surface surface) => surface >= Surface.Speech;

    /// <summary>Whether a request is answered, and refused, in Anthropic's shape.</summary>
    public static bool IsAnthropic(PathString path) =>
        path.StartsWithSegments(Surface.Messages.Path(), StringComparison.OrdinalIgnoreCase);
}
