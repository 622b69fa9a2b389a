using Dashboard.Telemetry.Reading;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Explorer.Calls;

// What all calls of the filter come to. Counted when the rows are read, and of the same moment as they.
public sealed partial class CallsPage
{
    private CallSum? _tally;
    private DateTimeOffset _talliedAt;

    [Inject]
    private CallSumReader Tallies { get; set; } = null!;

    private MetricsStep Step => CallHistogram.Step(_search.Range);

    private string UnpricedHref =>
        Navigation.GetUriWithQueryParameter("cost_status", CostGroup.Unpriced.Word());

    private async Task CountAsync(CallSearch wanted, CancellationToken ct)
    {
        var to = _shownAt;
        try
        {
            _tally = await Tallies.CountAsync(
                wanted.ToFilter(_project, to, PageSize), to, CallHistogram.Step(wanted.Range), Zone.Current, ct);
            _talliedAt = to;
        }
        catch (MetricsGoneException)
        {
            // Some of the calls are no longer kept: the rows say what is left.
            _tally = null;
        }

        StateHasChanged();
    }
}
