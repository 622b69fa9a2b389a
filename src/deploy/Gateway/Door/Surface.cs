namespace Dashboard.Gateway.Door;

/// <summary>The interfaces that models are called by.</summary>
internal enum Surface
{
    ChatCompletions,
    Completions,
    Responses,
    Embeddings,

    /// <summary>Anthropic's (https://docs.anthropic.com/en/api/messages).</summary>
    Messages,
    Speech,
    Transcriptions,
    Translations,
    ImageGenerations,
    ImageEdits,
    ImageVariations,

    /// <summary>Cohere's and Jina's (https://docs.cohere.com/reference/rerank).</summary>
    Rerank,
}
