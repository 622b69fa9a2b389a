using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.SetAside;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.SetAside;

/// <summary>The page of records that were set aside: which, why, and the way to have them tried again.</summary>
public sealed partial class SetAsidePage
{
    private const int Most = 200;

    private List<SetAsideRecord>? _records;
    private string? _said;

    [Inject] private IEnumerable<ISetAside> Places { get; set; } = null!;

    private string Summary => string.Join(
        ", ", _records!.GroupBy(record => record.Kind).Select(kind => SetAsideKinds.Words(kind.Key, kind.Count())));

    /// <summary>The first project's administrators look after the whole installation.</summary>
    private bool LooksAfterAll => User.Project() == ProjectId.First;

    protected override async Task ShowAsync()
    {
        if (!User.Has(Scopes.Admin))
        {
            return;
        }

        var records = new List<SetAsideRecord>();
        foreach (var place in Places)
        {
            records.AddRange(await place.ReadAsync(Most, Closing));
        }

        _records =
        [
            .. records.Where(record => LooksAfterAll || record.Project == User.Project())
                .OrderByDescending(record => record.At).Take(Most),
        ];
    }

    private Task RetryAsync() => DecideAsync(async () =>
    {
        var taken = 0L;
        foreach (var place in Places)
        {
            taken += await place.RetryAsync(Closing);
        }

        _said = $"{CountFormat.Of(taken, "record is", "records are")} taken up again; what fails once more comes back here.";
    });
}
