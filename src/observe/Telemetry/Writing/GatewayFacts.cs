namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Who and what a call was for, as far as the record that counts knows it (the gateway's, or an SDK's own span), else as
/// its client, or the span around it, said: numbers are the record's alone. What was taken from the other is marked, so
/// that another span, or none, can take its place and the order of arrival does not matter. Pure.
/// </summary>
/// <param name="Series">Of which a client may add prompt and environment.</param>
/// <param name="UserId">Null where neither says.</param>
/// <param name="SessionId">Null where neither says.</param>
/// <param name="Filled">Which of them the client said.</param>
internal sealed record GatewayFacts(SeriesKey Series, string? UserId, string? SessionId, GatewayFacts.Parts Filled)
{
    /// <summary>What a client may say for the gateway. Stored as a number: never renumber.</summary>
    [Flags]
    internal enum Parts : short
    {
        None = 0,
        User = 1,
        Session = 2,
        Prompt = 4,
        Environment = 8,
    }

    /// <summary>What the gateway knew by itself.</summary>
    public GatewayFacts Own => new(
        Series with
        {
            Prompt = Filled.HasFlag(Parts.Prompt) ? null : Series.Prompt,
            Environment = Filled.HasFlag(Parts.Environment) ? null : Series.Environment,
        },
        Filled.HasFlag(Parts.User) ? null : UserId,
        Filled.HasFlag(Parts.Session) ? null : SessionId,
        Parts.None);

    /// <summary>The same call with this client's words in the gaps; null for no client.</summary>
    public GatewayFacts With(ClientFacts? client)
    {
        var own = Own;
        if (client is null)
        {
            return own;
        }

        Parts Mark(Parts part, string? mine, string? theirs) => mine is null && theirs is not null ? part : Parts.None;
        return new GatewayFacts(
            own.Series with
            {
                Prompt = own.Series.Prompt ?? client.Prompt,
                Environment = own.Series.Environment ?? client.Environment,
            },
            own.UserId ?? client.UserId,
            own.SessionId ?? client.SessionId,
            Mark(Parts.User, own.UserId, client.UserId)
                | Mark(Parts.Session, own.SessionId, client.SessionId)
                | Mark(Parts.Prompt, own.Series.Prompt, client.Prompt)
                | Mark(Parts.Environment, own.Series.Environment, client.Environment));
    }
}
