namespace Dashboard.Web.Demo;

/// <summary>One made-up call of a model, as the application around it would have measured it.</summary>
internal sealed record DemoCall(
    DemoRoute Route,
    DemoVersion Version,
    DateTimeOffset Start,
    TimeSpan Duration,
    TimeSpan TimeToFirstToken,
    int InputTokens,
    int CachedTokens,
    int OutputTokens,
    string? ErrorType,
    int User,
    int Topic,
    bool? IsLiked,
    bool? Hallucinates);
