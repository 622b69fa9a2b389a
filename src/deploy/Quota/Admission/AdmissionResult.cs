namespace Dashboard.Quota.Admission;

/// <summary>Whether a request may go on.</summary>
public abstract record AdmissionResult
{
    private AdmissionResult()
    {
    }

    /// <summary>It may. <paramref name="Lease"/> holds what was reserved for it.</summary>
    public sealed record Admitted(IAdmissionLease Lease) : AdmissionResult;

    /// <summary>It may not, and why.</summary>
    /// <param name="Status">403, 404 or 429.</param>
    /// <param name="Type">OpenAI's error type, such as <c>insufficient_quota</c>.</param>
    /// <param name="Code">OpenAI's error code, such as <c>rate_limit_exceeded</c>.</param>
    /// <param name="Message">What to change.</param>
    /// <param name="RetryAfter">When waiting helps.</param>
    /// <param name="Headers">More headers of the answer, such as <c>x-ratelimit-remaining-requests</c>.</param>
    public sealed record Refused(
        int Status,
        string Type,
        string Code,
        string Message,
        TimeSpan? RetryAfter = null,
        IReadOnlyList<KeyValuePair<string, string>>? Headers = null)
        : AdmissionResult;
}
