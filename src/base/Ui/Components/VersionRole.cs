namespace Dashboard.Ui.Components;

/// <summary>
/// The part a version plays on its route. A role has one colour on every page: serving blue, former grey, canary
/// orange.
/// </summary>
public enum VersionRole
{
    Serving,
    Former,
    Canary,

    /// <summary>Serves nothing any more.</summary>
    Retired,
}
