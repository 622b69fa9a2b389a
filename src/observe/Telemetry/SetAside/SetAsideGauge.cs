using System.Diagnostics.Metrics;

namespace Dashboard.Telemetry.SetAside;

/// <summary>How many records were set aside when it was looked last, for <c>/metrics</c>.</summary>
internal sealed class SetAsideGauge
{
    private long _count;

    public SetAsideGauge(IMeterFactory meters) => meters.Create("Dashboard.Telemetry.SetAside").CreateObservableGauge(
        "dashboard.records.set_aside", () => Count, "{record}", "Records that could not be worked through by their own fault.");

    public long Count
    {
        get => Interlocked.Read(ref _count);
        set => Interlocked.Exchange(ref _count, value);
    }
}
