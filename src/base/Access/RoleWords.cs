namespace Dashboard.Access;

/// <summary>What roles may do, in words; made of their scopes, so that the two cannot part.</summary>
public static class RoleWords
{
    private static readonly (string Scope, string Words)[] _words =
    [
        (Scopes.Read, "see every number, call and decision"),
        (Scopes.Feedback, "give feedback"),
        (Scopes.Review, "rate answers"),
        (Scopes.Manage, "change prices, budgets and the limits of keys"),
        (Scopes.Train, "build datasets and train"),
        (Scopes.Deploy, "deploy and roll back"),
        (Scopes.Admin, "manage people, keys and connections, and erase data"),
    ];

    /// <summary>Such as <c>May see every number, call and decision, and give feedback.</c></summary>
    public static string Of(Role role)
    {
        var may = _words.Where(word => RoleScopes.Of(role).Contains(word.Scope)).Select(word => word.Words).ToList();
        return may.Count == 1
            ? $"May {may[0]}."
            : $"May {string.Join(", ", may.SkipLast(1))}, and {may[^1]}.";
    }
}
