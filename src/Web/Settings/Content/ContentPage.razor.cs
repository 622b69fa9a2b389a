using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Telemetry.Content;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.Content;

/// <summary>
/// The page of what is stored of prompts and answers: everybody sees their project's rule, administrators change it,
/// those of project 1 every project's.
/// </summary>
public sealed partial class ContentPage
{
    private IReadOnlyList<ContentChange>? _history;
    private IReadOnlyList<ProjectId> _projects = [];
    private ProjectId _project = ProjectId.First;
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;
    private int _changes;

    /// <summary>The project that is shown; one's own where none is named.</summary>
    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    [Inject] private ContentDesk Desk { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    [Inject] private ApiKeyDesk Keys { get; set; } = null!;

    private bool MayChange => User.Rules(_project);

    private ContentRule Holds => _history is [var newest, ..] ? newest.Rule : ContentRule.Keep;

    private IReadOnlyList<HistoryRow> Rows =>
    [
        .. _history!.Select(change =>
            new HistoryRow(change.At, ContentWords.Name(change.Rule), change.Actor, change.Reason)),
    ];

    protected override async Task ShowAsync()
    {
        var project = ProjectNumber is > 0 && User.Rules(new ProjectId(ProjectNumber.Value))
            ? new ProjectId(ProjectNumber.Value)
            : User.Project();
        if (project != _project)
        {
            (_project, _errors) = (project, FieldFaults.None);
        }

        // A project is whatever a key belongs to.
        _projects = MayChange
            ? [.. (await Keys.ListAsync(Closing)).Select(key => new ProjectId(key.Project))
                .Append(project).Where(User.Rules).Distinct().OrderBy(one => one.Value)]
            : [project];
        _history = await Desk.HistoryAsync(project, Closing);
    }

    private Task SetAsync((ContentRule Rule, string Reason) wish) => DecideAsync(async () =>
    {
        _errors = FieldFaults.Of("reason", Reasons.Fault(wish.Reason));
        if (MayChange && _errors.Count == 0)
        {
            var who = new EventContext(User.Actor(), wish.Reason);
            var holds = await Desk.SetAsync(_project, wish.Rule, who, CancellationToken.None);
            Toasts.Say($"{ContentWords.Name(holds.Rule)} holds for what is stored from now on.");
            // A form that was used up is drawn anew, and empty.
            _changes++;
        }
    });
}
