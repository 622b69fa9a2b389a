using Dashboard.Events;

namespace Dashboard.Quota.Admission;

/// <summary>Decides whether a key may make a request now, before anything is sent upstream.</summary>
public interface IAdmission
{
    /// <summary>Whether the key may call the route at all; others are neither served nor listed for it.</summary>
    /// <param name="project">The key's project.</param>
    /// <param name="key">As the audit log names it: <c>key:4f0c...</c>.</param>
    /// <param name="route">The alias.</param>
    bool Allows(ProjectId project, string key, string route);

    /// <summary>
    /// Reserves what the request may cost. An admitted request's lease is settled exactly once, however it ends. Must
    /// not
    /// wait for a database.
    /// </summary>
    ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken ct);
}
