namespace Dashboard.Telemetry;

/// <summary>What a span stands for in an LLM application, whichever dialect said so. Stored as a number: never renumber.</summary>
public enum SpanRole
{
    /// <summary>Anything that no dialect marks: HTTP requests, database queries, own spans.</summary>
    Other = 0,

    /// <summary>A model inference: chat, text completion, generate content, responses.</summary>
    Model = 1,
    Embedding = 2,
    Agent = 3,
    Chain = 4,
    Retrieval = 5,
    Tool = 6,
    Reranker = 7,
    Guardrail = 8,
    Evaluator = 9,
}
