namespace Dashboard.Deployments.Away;

/// <summary>Why a rollback that is in force waits to be put on record.</summary>
public enum WaitReason
{
    /// <summary>The database cannot be reached.</summary>
    Away,

    /// <summary>The database is there, or seems so, but has not recorded it in time.</summary>
    Slow,
}
