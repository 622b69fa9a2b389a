namespace Dashboard.Access;

/// <summary>What a person is in this console; each role is a set of <see cref="Scopes"/>.</summary>
public enum Role
{
    /// <summary>Looks at everything, changes nothing.</summary>
    Viewer,

    /// <summary>Also rates answers.</summary>
    Reviewer,

    /// <summary>Also changes prices and budgets.</summary>
    Manager,

    /// <summary>Also trains, deploys and rolls back.</summary>
    Operator,

    /// <summary>May do everything.</summary>
    Admin,
}
