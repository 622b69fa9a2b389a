using Dashboard.Access;
using Dashboard.Deployments.Serving;
using Dashboard.EventStore;
using Dashboard.Quota.Limits;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.Limits;

/// <summary>
/// The limits of the gateway's keys, for whoever may set budgets. The key that is changed stands in the address.
/// </summary>
public sealed partial class KeyLimitsCard
{
    private IReadOnlyList<LimitedKey>? _keys;
    private LimitedKey? _chosen;
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;

    /// <summary>The id of the key whose limits are changed.</summary>
    [Parameter] public string? Key { get; set; }

    [Inject] private KeyLimitsDesk Desk { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    [Inject] private RouteTable Served { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override async Task ShowAsync()
    {
        var keys = new List<LimitedKey>();
        foreach (var key in await Desk.ListAsync(User, Closing))
        {
            keys.Add(new LimitedKey(key, await Desk.ShowAsync(key.Id, Closing)));
        }

        _keys = keys;
        _chosen = keys.FirstOrDefault(key => key.Key.Id == Key);
    }

    private IReadOnlyList<string> RoutesOf(LimitedKey key) =>
    [
        .. Served.Current.Routes.Where(route => route.Project.Value == key.Key.Project).Select(route => route.Route)
            .Order(StringComparer.Ordinal),
    ];

    private void Close()
    {
        _errors = FieldFaults.None;
        Navigation.NavigateTo("/settings/keys");
    }

    private Task SetAsync(SetKeyLimits command) => DecideAsync(async () =>
    {
        // Asked anew: what this person may do can have changed since the page was opened.
        if (Key is null || !User.Has(Scopes.Manage) || await Desk.FindAsync(Key, User, Closing) is not { } key)
        {
            _errors = FieldFaults.Of("id", "This key is not yours to limit, or was revoked.");
            return;
        }

        _errors = await Desk.SetAsync(
            key, command, new EventContext(User.Actor(), command.Reason), CancellationToken.None);
        if (_errors.Count == 0)
        {
            Toasts.Say($"The limits of {key.Name} hold from the next request on.");
            Close();
        }
    });
}
