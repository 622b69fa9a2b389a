namespace Dashboard.Deployments.Serving;

/// <summary>What keeps a caller on one side of a split.</summary>
public enum StickyBy
{
    /// <summary>A conversation stays with the version that began it.</summary>
    Session,

    /// <summary>A user stays with one version in all conversations.</summary>
    User,

    /// <summary>All traffic of an API key stays with one version.</summary>
    Key,

    /// <summary>Every request is drawn anew.</summary>
    None,
}
