using Dashboard.Access;
using Dashboard.Evaluations.Scores;
using Dashboard.EventStore;
using Dashboard.Telemetry.Partitions;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.Retention;

/// <summary>The page of how long telemetry is kept: everybody sees it, administrators change it.</summary>
public sealed partial class RetentionPage
{
    private static readonly Dictionary<string, string> _fields = Enum.GetValues<TelemetryKind>()
        .ToDictionary(RetentionDraft.Field, kind => RetentionWords.Kind(kind).Name);

    private readonly RetentionDraft _draft = new();
    private RetentionDecision? _holds;
    private IReadOnlyList<StoredKind>? _stored;
    private IReadOnlyList<HistoryRow> _history = [];
    private RetentionOptions? _wish;
    private IReadOnlyList<StoredKind>? _preview;
    private long _sums;
    private long _scores;
    private string? _fault;
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;

    [Inject] private RetentionDesk Desk { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    [Inject] private ScoreStorage Scores { get; set; } = null!;

    private bool MayChange => User.RulesInstallation();

    protected override async Task ShowAsync()
    {
        var holds = await Desk.ReadAsync(Closing);
        var history = await Desk.HistoryAsync(Closing);
        _sums = await Desk.SumsAsync(Closing);
        _scores = await Scores.BytesAsync(Closing);
        _stored = await Desk.StoredAsync(holds.Keep, Closing);
        _history = [.. history.Select((decision, i) => new HistoryRow(
            decision.DecidedAt!.Value,
            RetentionWords.Change(i + 1 < history.Count ? history[i + 1].Keep : new RetentionOptions(), decision.Keep),
            decision.Actor,
            decision.Reason))];

        // Whoever is about to confirm must not confirm something else than what they have seen.
        if (_holds is not null && _holds.Version != holds.Version && _wish is not null && !Busy)
        {
            Cancel();
            _fault = "Somebody else changed the retention meanwhile: look again, then change.";
        }

        _holds = holds;
    }

    private void Touched() => (_fault, _errors, _wish, _preview) = (null, FieldFaults.None, null, null);

    private void Cancel()
    {
        _draft.Forget();
        Touched();
    }

    private Task ReviewAsync() => TryAsync(async () =>
    {
        var wish = _draft.Read(_holds!.Keep);
        if (wish is null)
        {
            _errors = _draft.Wrong();
        }
        else if (wish == _holds.Keep)
        {
            Cancel();
            Toasts.Say("These days hold already.");
        }
        else
        {
            _preview = await Desk.StoredAsync(wish, Closing);
            (_wish, _fault, _errors) = (wish, null, FieldFaults.None);
        }
    });

    private Task ChangeAsync(string? reason) => DecideAsync(async () =>
    {
        if (MayChange && _wish is { } wish)
        {
            var drops = _preview!.Any(kind => kind.Expired is not null);
            await ChangeAsync(wish, drops, new EventContext(User.Actor(), reason));
        }
    });

    private async Task ChangeAsync(RetentionOptions wish, bool drops, EventContext who)
    {
        // Not ended with the page: once it was confirmed it is done to its end.
        switch (await Desk.SetAsync(wish, _holds!, who, CancellationToken.None))
        {
            case RetentionResult.Changed changed:
                Cancel();
                Toasts.Say("The new times hold. " + (changed, drops) switch
                {
                    ({ Dropped: > 0 }, _) => "What was too old is gone.",
                    (_, true) => "What is too old goes within the hour: a backup is running.",
                    _ => "Nothing was dropped.",
                });
                break;
            case RetentionResult.Refused refused:
                _fault = refused.Detail;
                break;
            default:
                Cancel();
                _fault = "Somebody else changed the retention meanwhile: look again, then change.";
                break;
        }
    }
}
