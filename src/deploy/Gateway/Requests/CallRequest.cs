namespace Dashboard.Gateway.Requests;

/// <summary>
/// What routing needs to know of a request's body. Everything else in it is nobody's business but upstream's.
/// </summary>
internal sealed class CallRequest
{
    /// <summary>The alias.</summary>
    public string Model { get; set; } = "";

    /// <summary>Where the model's value stands, the quotes of JSON included.</summary>
    public Range ModelAt { get; set; }

    /// <summary>Whether the body is a form with files, not JSON.</summary>
    public bool IsForm { get; init; }

    public bool Stream { get; set; }

    /// <summary>What must change for a stream to report its usage; null where the client asked for it itself.</summary>
    public BodyEdit? UsageEdit { get; set; }

    /// <summary>Whether the usage in a stream was asked for by us alone, and must not reach the client.</summary>
    public bool HidesUsage => UsageEdit is not null;

    public string? User { get; set; }

    public string? PreviousResponseId { get; set; }

    public string? ServiceTier { get; set; }

    /// <summary>Per choice.</summary>
    public long? MaxOutputTokens { get; set; }

    /// <summary>How many answers are written: several to one prompt, or one to each of several, or both.</summary>
    public long Choices { get; set; } = 1;

    /// <summary>Where the messages, the input or the prompt stand.</summary>
    public Range? InputAt { get; set; }

    /// <summary>Where the instructions of a response stand.</summary>
    public Range? InstructionsAt { get; set; }

    /// <summary>What everything that a model reads is guessed to have, in quarters of a token.</summary>
    public long QuarterTokens { get; set; }

    public long EstimatedInputTokens => (QuarterTokens + TextTokens.PerToken - 1) / TextTokens.PerToken;
}
