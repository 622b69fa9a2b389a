using Dashboard.Events;
using Dashboard.Quota.Admission;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Tests;

/// <summary>Lets every key of a project call all its routes without limits.</summary>
internal sealed class OpenAdmission : IAdmission, IAdmissionLease
{
    private readonly AdmissionResult.Admitted _admitted;

    public OpenAdmission() => _admitted = new AdmissionResult.Admitted(this);

    public bool Allows(ProjectId project, string key, string route) => true;

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken ct) => new(_admitted);

    public void WriteHeaders(IHeaderDictionary headers)
    {
    }

    public void Settle(in AdmissionOutcome outcome)
    {
    }
}
