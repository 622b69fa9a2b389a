using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Telemetry.Erasure;

/// <summary>A wish to erase, looked at before anything is done. Pure.</summary>
public abstract record ErasureRequest
{
    private const int LongestUser = 1000;

    private ErasureRequest()
    {
    }

    /// <summary>What was asked for, where it makes sense.</summary>
    /// <param name="traceId">32 hexadecimal digits; null where a user is meant.</param>
    /// <param name="user">As clients name them; null where a trace is meant.</param>
    /// <param name="reason">Why. It stays for good, so it must not name whom it was about.</param>
    public static ErasureRequest Of(string? traceId, string? user, string? reason)
    {
        if (TargetOf(traceId, user) is not { } target)
        {
            return new Refused(
                traceId is null && user is not null ? "user" : "trace_id",
                "Give either 'trace_id' (32 hexadecimal digits) or 'user' (1 to 1,000 characters), not both.");
        }

        if (reason?.Trim() is not { Length: > 0 and <= Reasons.Longest } why)
        {
            return new Refused("reason", $"'reason' must say why, in at most {Reasons.Longest} characters.");
        }

        return target.IsNamedIn(why)
            ? new Refused("reason", "'reason' is kept for good, so it must not contain the identifier: leave it out.")
            : new Valid(target, why);
    }

    /// <summary>Whose data are meant; null where that is not clear.</summary>
    public static ErasureTarget? TargetOf(string? traceId, string? user) => (traceId, user) switch
    {
        ({ } text, null) when TraceId.TryParse(text, out var id) && !id.IsEmpty => new ErasureTarget.Trace(id),
        (null, { Length: > 0 and <= LongestUser }) => new ErasureTarget.User(user),
        _ => null,
    };

    /// <summary>It can be done.</summary>
    public sealed record Valid(ErasureTarget Target, string Reason) : ErasureRequest;

    /// <summary>It cannot be meant.</summary>
    /// <param name="Field">Where, by its name in the interface.</param>
    /// <param name="Detail">What to change.</param>
    public sealed record Refused(string Field, string Detail) : ErasureRequest;
}
