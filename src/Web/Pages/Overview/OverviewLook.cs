using Dashboard.Telemetry.Live;
using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What an overview page looks at. Pages with equal looks show the same frames.</summary>
/// <param name="Filter">Whose calls, how far back, of which environment; all routes, since the strip names them all.</param>
/// <param name="Range">The range of the filter, with its name and words.</param>
/// <param name="Route">The route in focus, as the address asks for it.</param>
/// <param name="Zone">The reader's time zone: where days begin.</param>
internal sealed record OverviewLook(LiveFilter Filter, TimeRange Range, string? Route, TimeZoneInfo Zone);
