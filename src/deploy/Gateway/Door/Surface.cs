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

    /// <summary>How many tokens such a message has: no call of a model, and free of charge.</summary>
    MessageTokens,
    Speech,
    Transcriptions,
    Translations,
    ImageGenerations,
    ImageEdits,
    ImageVariations,

    /// <summary>Cohere's and Jina's (https://docs.cohere.com/reference/rerank).</summary>
    Rerank,
}
