using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Charts;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// What every page with the same look shows at one moment. A frame leads to the one after it, so that a page which fell
/// behind goes on from the newest and holds up nobody; frames that no page looks at any more are garbage.
/// </summary>
internal sealed class OverviewFrame
{
    // A page that goes on must not do so on the stack of the feed.
    private readonly TaskCompletionSource<OverviewFrame> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the numbers were read; null before the first reading.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    public required MetricsStep Step { get; init; }

    /// <summary>Null when the window holds no calls.</summary>
    public OverviewModel? Model { get; init; }

    /// <summary>What was decided about routes, while none of them has calls in the window.</summary>
    public IReadOnlyList<RouteStrip> Idle { get; init; } = [];

    /// <summary>Every point; null when the window holds no calls.</summary>
    public ChartData? Data { get; init; }

    /// <summary>The points that differ from the frame before this one; null when all of them may.</summary>
    public ChartData? Changed { get; init; }

    /// <summary>The frame after this one. Faults are those of the feed: the database's.</summary>
    public Task<OverviewFrame> Next => _next.Task;

    /// <summary>What leads to the first frame.</summary>
    public static OverviewFrame BeforeTheFirst() => new() { AsOf = null, Step = default };

    /// <summary>The newest frame there is.</summary>
    public OverviewFrame Newest()
    {
        var frame = this;
        while (frame.Next.IsCompletedSuccessfully)
        {
            frame = frame.Next.Result;
        }

        return frame;
    }

    public void LeadTo(OverviewFrame next) => _next.SetResult(next);

    public void Fail(Exception failure) => _next.TrySetException(failure);
}
