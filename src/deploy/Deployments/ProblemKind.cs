namespace Dashboard.Deployments;

/// <summary>Why a deployment command was not carried out.</summary>
public enum ProblemKind
{
    /// <summary>The command makes no sense; its errors say what to change.</summary>
    Invalid,

    /// <summary>There is no such connection.</summary>
    NoSuchConnection,

    /// <summary>There is no such version of the model.</summary>
    NoSuchVersion,

    /// <summary>There is no such route.</summary>
    NoSuchRoute,

    /// <summary>The route has no such revision.</summary>
    NoSuchRevision,

    /// <summary>The name is taken by something else, which never changes.</summary>
    NameTaken,

    /// <summary>What is to be withdrawn is serving.</summary>
    InUse,

    /// <summary>A version or its connection has been retired.</summary>
    Retired,

    /// <summary>There is no earlier revision that may be put in force again.</summary>
    NothingToRollBackTo,

    /// <summary>The revision is in force already.</summary>
    AlreadyInForce,

    /// <summary>There is no rollout under way that could be promoted or aborted.</summary>
    NoRollout,

    /// <summary>Another decision on the route came first.</summary>
    Superseded,

    /// <summary>The database does not answer.</summary>
    DatabaseAway,
}
