using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Telemetry.Erasure;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.Erasure;

/// <summary>The page where administrators erase what is stored of a trace or a user of their project.</summary>
public sealed partial class ErasurePage
{
    private IReadOnlyList<HistoryRow>? _history;
    private ErasureRequest.Valid? _asked;
    private ErasureFind? _found;
    private ErasureReport? _done;
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;
    private int _forms;

    /// <summary>The trace that a link is about.</summary>
    [SupplyParameterFromQuery] public string? Trace { get; set; }

    /// <summary>The user that a link is about.</summary>
    [SupplyParameterFromQuery(Name = "user")] public string? Person { get; set; }

    [Inject] private ErasureDesk Desk { get; set; } = null!;

    private bool MayErase => User.Has(Scopes.Admin);

    protected override async Task ShowAsync()
    {
        if (MayErase)
        {
            _history =
            [
                .. (await Desk.HistoryAsync(User.Project(), Closing)).Select(past =>
                    new HistoryRow(past.At, ErasureWords.Past(past), past.Actor, past.Reason)),
            ];
        }
    }

    private void Forget() => (_asked, _found, _errors, _done) = (null, null, FieldFaults.None, null);

    private Task LookAsync(ErasureRequest request) => TryAsync(async () =>
    {
        Forget();
        _errors = request is ErasureRequest.Refused refused
            ? FieldFaults.Of(refused.Field == "reason" ? "reason" : "identifier", refused.Detail)
            : FieldFaults.None;
        if (MayErase && request is ErasureRequest.Valid valid)
        {
            _found = await Desk.FindAsync(User.Project(), valid.Target, Closing);
            _asked = valid;
        }
    });

    private Task EraseAsync() => DecideAsync(async () =>
    {
        if (!MayErase || _asked is not { } asked)
        {
            return;
        }

        // Not ended with the page: once it was confirmed it is done to its end.
        var who = new EventContext(User.Actor(), asked.Reason);
        var done = await Desk.EraseAsync(User.Project(), asked.Target, who, CancellationToken.None);
        Forget();

        // A new form: whom it was about is not kept on the page either.
        (_done, _forms) = (done, _forms + 1);
    });
}
