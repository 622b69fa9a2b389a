using Microsoft.AspNetCore.Http;

namespace Dashboard.Quota.Admission;

/// <summary>What was reserved for one request.</summary>
public interface IAdmissionLease
{
    /// <summary>
    /// Adds headers that tell the client how much is left, such as <c>x-ratelimit-remaining-requests</c>.
    /// </summary>
    void WriteHeaders(IHeaderDictionary headers);

    /// <summary>Replaces what was reserved by what was used. Called once; returns at once and never throws.</summary>
    void Settle(in AdmissionOutcome outcome);
}
