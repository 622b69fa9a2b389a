namespace Dashboard.Telemetry.SetAside;

/// <summary>What records are that can be set aside; stored, so never rename.</summary>
public static class SetAsideKinds
{
    /// <summary>An observation of Langfuse's ingestion that became no span.</summary>
    public const string Langfuse = "langfuse";

    /// <summary>A score that was not joined with its call.</summary>
    public const string Score = "score";

    /// <summary>A quarter of an hour of a series whose calls did not get the cost of a changed price.</summary>
    public const string Repricing = "repricing";

    /// <summary>The gateway's record of a call.</summary>
    public const string Gateway = "gateway";

    /// <summary>For people: "2 observations of Langfuse".</summary>
    public static string Words(string kind, long count) => (kind, count) switch
    {
        (Langfuse, 1) => "1 observation of Langfuse",
        (Langfuse, _) => $"{count} observations of Langfuse",
        (Score, 1) => "1 score",
        (Score, _) => $"{count} scores",
        (Repricing, 1) => "1 quarter of an hour to be priced anew",
        (Repricing, _) => $"{count} quarters of an hour to be priced anew",
        (Gateway, 1) => "1 call of the gateway",
        (Gateway, _) => $"{count} calls of the gateway",
        _ => $"{count} × {kind}",
    };
}
