namespace Dashboard.Access.People;

/// <summary>What came of a decision about a person.</summary>
public enum PersonOutcome
{
    /// <summary>It holds; also where nothing had to change.</summary>
    Done,

    /// <summary>There is no such person, or no longer.</summary>
    NotFound,

    /// <summary>Whoever decides is not, or no longer, an administrator.</summary>
    NotAllowed,

    /// <summary>They are the last administrator.</summary>
    LastAdmin,

    /// <summary>They are the first person, whom the printed link signs in.</summary>
    FirstPerson,

    /// <summary>They were invited and have not joined yet.</summary>
    NotJoined,

    /// <summary>They joined already.</summary>
    HasJoined,

    /// <summary>The link was used, replaced or withdrawn, or is too old.</summary>
    LinkNotValid,
}
