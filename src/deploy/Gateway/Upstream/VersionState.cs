namespace Dashboard.Gateway.Upstream;

/// <summary>Whether a version is asked.</summary>
public enum VersionState
{
    /// <summary>It is: all is well.</summary>
    Closed,

    /// <summary>It is left alone after failures in a row.</summary>
    Open,

    /// <summary>It was left alone long enough: the next request tries it.</summary>
    HalfOpen,
}
