using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings;

/// <summary>The page of API keys: administrators make and revoke them, managers limit those of the gateway.</summary>
public sealed partial class KeysPage
{
    private IReadOnlyList<ApiKeyInfo>? _keys;
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;
    private string? _made;

    /// <summary>The key whose limits are changed.</summary>
    [SupplyParameterFromQuery] public string? Key { get; set; }

    [Inject] private ApiKeyDesk Desk { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    private bool MayAdminister => User.Has(Scopes.Admin);

    private bool MayLimit => User.Has(Scopes.Manage);

    protected override async Task ShowAsync()
    {
        if (MayAdminister)
        {
            _keys = [.. (await Desk.ListAsync(Closing)).Where(Rules)];
        }
    }

    private Task MakeAsync(CreateApiKey command) => DecideAsync(async () =>
    {
        if (!User.Rules(new ProjectId(command.Project ?? User.Project().Value)))
        {
            _errors = FieldFaults.Of("project", "You do not administer that project: give the number of yours.");
            return;
        }

        var result = await Desk.CreateAsync(
            command with { Project = command.Project ?? User.Project().Value }, User.Actor(), Closing);
        _made = (result as CreateApiKeyResult.Created)?.Key;
        _errors = (result as CreateApiKeyResult.Invalid)?.Errors ?? FieldFaults.None;
    });

    private Task RevokeAsync(ApiKeyInfo key) => DecideAsync(async () =>
    {
        if (Rules(key))
        {
            await Desk.RevokeAsync(key.Id, User.Actor(), reason: null, Closing);
            Toasts.Say($"{key.Name} is revoked: what uses it gets 401 from now on.");
        }
    });

    private bool Rules(ApiKeyInfo key) => User.Rules(new ProjectId(key.Project));
}
