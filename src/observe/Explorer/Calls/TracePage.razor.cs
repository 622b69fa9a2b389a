using System.Data.Common;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Trail;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Explorer.Calls;

/// <summary>One trace: its waterfall, and the span that the address selects.</summary>
public sealed partial class TracePage : ComponentBase, IDisposable
{
    private static readonly (string, string)[] Keys =
    [
        ("↑ ↓", "Move between spans"), ("→", "Expand, go in"), ("←", "Collapse, go out"), ("Home", "First span"),
        ("End", "Last span"), ("Enter", "Show the span"), ("Esc", "Back to the calls"),
    ];

    private readonly CancellationTokenSource _closing = new();
    private Waterfall? _waterfall;
    private TraceSummary? _summary;
    private TraceSpan? _selected;
    private TraceSpan? _content;
    private IReadOnlyList<CallScore>? _scores;
    private ProjectId _project;
    private string? _read;
    private string? _failure;
    private string _heading = "Trace";
    private bool _loaded;
    private bool _mayErase;

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
    private AccessTrail Trail { get; set; } = null!;

    /// <summary>Nobody may collect scores; then there is no section for them.</summary>
    [Inject]
    private IEnumerable<ICallScores> ScoreSources { get; set; } = [];

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

    private string ErasureHref => QueryHelpers.AddQueryString("/settings/erasure", "trace", Trace.ToLowerInvariant());

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
        else
        {
            await GuardAsync(SelectAsync);
        }
    }

    private async Task ReadAsync()
    {
        (_waterfall, _summary, _content, _failure, _loaded) = (null, null, null, null, false);
        await GuardAsync(async () =>
        {
            var user = Authentication is null ? null : (await Authentication).User;
            (_project, _mayErase) = (user?.Project() ?? ProjectId.First, user?.Has(Scopes.Admin) ?? false);
            if (TraceId.TryParse(Trace, out var id)
                && await Calls.OutlineAsync(_project, id, _closing.Token) is { } trace)
            {
                if (user is not null)
                {
                    Trail.Note(user, AccessKind.TraceOpened, id.ToString());
                }

                (_waterfall, _summary) = (Waterfall.Of(trace), TraceSummary.Of(trace));
                _heading = await HeadingAsync(trace);
                _scores = await ScoresAsync(id);
            }

            _loaded = true;
            await SelectAsync();
        });
    }

    private async Task GuardAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (DbException problem)
        {
            _failure = problem.Message;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }

    // The content of the selected span alone: ten thousand spans may carry a megabyte each.
    private async Task SelectAsync()
    {
        var rows = _waterfall?.Rows ?? [];
        var selected = rows.FirstOrDefault(row => SpanId.TryParse(SpanName, out var id) && row.Span.SpanId == id)
            ?? rows.FirstOrDefault(row => row.Span.IsCounted)
            ?? (rows.Count > 0 ? rows[0] : null);
        _selected = selected?.Span;
        if (_selected is { } span && span.SpanId != _content?.SpanId)
        {
            var content = await Calls.ContentAsync(_project, _waterfall!.Trace, span, _closing.Token);
            _content = span == _selected ? content : _content;
        }
    }

    private async Task<IReadOnlyList<CallScore>?> ScoresAsync(TraceId trace)
    {
        List<CallScore>? scores = null;
        foreach (var source in ScoreSources)
        {
            (scores ??= []).AddRange(await source.OfTraceAsync(_project, trace, _closing.Token));
        }

        return scores;
    }

    private List<CallScore>? ScoresOf(SpanId span) =>
        _scores?.Where(score => score.SpanId is null || score.SpanId == span).ToList();

    // What the first user said names a trace better than the name of its root span.
    private async Task<string> HeadingAsync(TraceDetail trace)
    {
        var first = trace.Spans.FirstOrDefault(span => span.Call is not null);
        var content = first is null ? null : await Calls.ContentAsync(_project, trace.TraceId, first, _closing.Token);
        var said = MessageReader.Read(content?.Input, "user")
            .FirstOrDefault(message => message.IsFromUser && message.Said.Length > 0)?.Said;
        var text = string.IsNullOrWhiteSpace(said) ? trace.Spans[0].Name : said;
        return text.ReplaceLineEndings(" ").Trim();
    }

    private string Href(TraceSpan span) => Navigation.GetUriWithQueryParameter("span", span.SpanId.ToString());
}
