using Dashboard.HttpApi;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Access.People;

/// <summary>What stands in the way of a decision about a person, in words for whoever wants it.</summary>
public static class PersonProblems
{
    /// <summary>What to change, for people; null where nothing stands in the way.</summary>
    public static string? Detail(PersonOutcome outcome) => outcome switch
    {
        PersonOutcome.Done => null,
        PersonOutcome.NotFound => "There is no such person, or no longer; 'GET /api/people' lists them.",
        PersonOutcome.NotAllowed => "You are not an administrator any more.",
        PersonOutcome.LastAdmin =>
            "They are the last administrator. Make somebody else one first, or sign in with the link of "
            + "'./dev signin'.",
        PersonOutcome.FirstPerson =>
            "This is whoever opens the link that the server prints: always an administrator, never removed.",
        PersonOutcome.NotJoined =>
            "They have not joined yet. Invite the same address again: that makes a new link and sets the role.",
        PersonOutcome.HasJoined => "Somebody with this address has joined already; change their role instead.",
        _ => "The link was used already, was replaced or withdrawn, is too old, or is incomplete. Ask an administrator "
            + "for a new one.",
    };

    internal static ProblemHttpResult Of(PersonOutcome outcome)
    {
        var (status, type, title) = outcome switch
        {
            PersonOutcome.NotFound => (StatusCodes.Status404NotFound, "no-such-person", "No such person"),
            PersonOutcome.NotAllowed => (StatusCodes.Status403Forbidden, "missing-scope", "Not allowed"),
            PersonOutcome.LastAdmin => (StatusCodes.Status409Conflict, "last-admin", "The last administrator"),
            PersonOutcome.FirstPerson => (StatusCodes.Status409Conflict, "first-person", "The first person"),
            PersonOutcome.NotJoined => (StatusCodes.Status409Conflict, "not-joined", "Not joined yet"),
            PersonOutcome.HasJoined => (StatusCodes.Status409Conflict, "has-joined", "Joined already"),
            PersonOutcome.LinkNotValid =>
                (StatusCodes.Status401Unauthorized, "link-not-valid", "This link does not work"),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "It is no problem."),
        };
        return Problems.Of(status, type, title, Detail(outcome)!);
    }
}
