namespace Dashboard.Access;

/// <summary>
/// What a key or a person may do. An endpoint names one: <c>RequireAuthorization(Scopes.Policy(Scopes.Read))</c>.
/// </summary>
public static class Scopes
{
    /// <summary>Send telemetry.</summary>
    public const string Ingest = "ingest";

    /// <summary>Call models through the gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>Send feedback. Keys with this scope alone may be published in a browser.</summary>
    public const string Feedback = "feedback";

    /// <summary>Read every number, call and decision of the project.</summary>
    public const string Read = "read";

    /// <summary>Rate answers.</summary>
    public const string Review = "review";

    /// <summary>Build datasets and run fine-tunes.</summary>
    public const string Train = "train";

    /// <summary>Change which version serves.</summary>
    public const string Deploy = "deploy";

    /// <summary>Change prices and budgets.</summary>
    public const string Manage = "manage";

    /// <summary>Make and revoke keys, erase personal data, manage people.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Ingest, Gateway, Feedback, Read, Review, Train, Deploy, Manage, Admin];

    /// <summary>The name of the authorization policy that demands <paramref name="scope"/>.</summary>
    public static string Policy(string scope) => "scope:" + scope;
}
