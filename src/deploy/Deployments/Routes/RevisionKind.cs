namespace Dashboard.Deployments.Routes;

/// <summary>What made a revision.</summary>
public enum RevisionKind
{
    /// <summary>Somebody set what is served.</summary>
    Deployed,

    /// <summary>The candidate's weight went to its next step.</summary>
    Promoted,

    /// <summary>The rollout was ended; the candidate serves nobody.</summary>
    Aborted,

    /// <summary>An earlier revision was put in force again.</summary>
    RolledBack,
}
