using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Telemetry.Calls;

/// <summary>One trace: its waterfall, and the span that the address selects.</summary>
public sealed partial class TracePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Waterfall? _waterfall;
    private TraceSummary? _summary;
    private TraceSpan? _selected;
    private string? _read;
    private string? _failure;
    private string _heading = "Trace";
    private bool _loaded;

    /// <summary>The trace id, 32 hexadecimal digits.</summary>
    [Parameter]
    public string Trace { get; set; } = "";

    /// <summary>The selected span's id; without one the first model call is shown.</summary>
    [SupplyParameterFromQuery(Name = "span")]
    public string? SpanName { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private CallQueries Calls { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ReaderZone Zone { get; set; } = null!;

    private string BackHref => QueryHelpers.AddQueryString(
        "/calls",
        QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query)
            .Where(part => part.Key != "span")
            .Select(part => KeyValuePair.Create(part.Key, (string?)part.Value)));

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        if (_read != Trace)
        {
            _read = Trace;
            await Zone.GetAsync();
            await ReadAsync();
        }

        Select();
    }

    private async Task ReadAsync()
    {
        (_waterfall, _summary, _failure, _loaded) = (null, null, null, false);
        try
        {
            var project = Authentication is null ? ProjectId.First : (await Authentication).User.Project();
            if (TraceId.TryParse(Trace, out var id) && await Calls.TraceAsync(project, id, _closing.Token) is { } trace)
            {
                (_waterfall, _summary) = (Waterfall.Of(trace), TraceSummary.Of(trace));
                _heading = HeadingOf(trace);
            }

            _loaded = true;
            Select();
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }

    private void Select()
    {
        var spans = _waterfall?.Rows.Select(row => row.Span).ToList() ?? [];
        _selected = spans.Find(span => SpanId.TryParse(SpanName, out var id) && span.SpanId == id)
            ?? spans.Find(span => span.IsCounted)
            ?? spans.FirstOrDefault();
    }

    // What the first user said names a trace better than the name of its root span.
    private static string HeadingOf(TraceDetail trace)
    {
        var said = trace.Spans
            .Where(span => span.Call is not null)
            .SelectMany(span => MessageReader.Read(span.Input, "user"))
            .FirstOrDefault(message => message.Role is "user" or "human")?.Text;
        var text = string.IsNullOrWhiteSpace(said) ? trace.Spans[0].Name : said;
        return text.ReplaceLineEndings(" ").Trim();
    }

    private string Href(TraceSpan span) => Navigation.GetUriWithQueryParameter("span", span.SpanId.ToString());
}
