namespace Dashboard.Web.Pages.Overview;

/// <summary>The direction of a verdict, whatever its word.</summary>
public enum VerdictKind
{
    TooFew,
    NotClear,
    Stable,
    Better,
    Worse,
}
