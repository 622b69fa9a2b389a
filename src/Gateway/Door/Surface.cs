namespace Dashboard.Gateway.Door;

/// <summary>The interfaces that models are called by.</summary>
internal enum Surface
{
    ChatCompletions,
    Completions,
    Responses,
    Embeddings,
}
