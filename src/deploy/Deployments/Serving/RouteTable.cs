namespace Dashboard.Deployments.Serving;

/// <summary>
/// What this process serves. Requests read one reference and keep it to their end; a decision replaces the reference,
/// so the next request already goes elsewhere and none sees half a change.
/// </summary>
public sealed class RouteTable
{
    private volatile RouteSnapshot _current = RouteSnapshot.Empty;

    /// <summary>The snapshot in force: one read, no lock.</summary>
    public RouteSnapshot Current => _current;

    /// <summary>
    /// Puts a snapshot in force. Whoever calls it sees to it that an older one never replaces a newer one.
    /// </summary>
    public void Replace(RouteSnapshot snapshot) => _current = snapshot;
}
