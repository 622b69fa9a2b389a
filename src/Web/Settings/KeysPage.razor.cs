using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings;

/// <summary>The page of API keys: administrators make and revoke them, managers limit those of the gateway.</summary>
public sealed partial class KeysPage
{
    private IReadOnlyList<ApiKeyInfo>? _keys;
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string? _made;

    /// <summary>The key whose limits are changed.</summary>
    [SupplyParameterFromQuery] public string? Key { get; set; }

    [Inject] private ApiKeyDesk Desk { get; set; } = null!;

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
            return;
        }

        var result = await Desk.CreateAsync(
            command with { Project = command.Project ?? User.Project().Value }, User.Actor(), Closing);
        _made = (result as CreateApiKeyResult.Created)?.Key;
        _errors = (result as CreateApiKeyResult.Invalid)?.Errors ?? new Dictionary<string, string[]>();
    });

    private Task RevokeAsync(ApiKeyInfo key) => DecideAsync(async () =>
    {
        if (Rules(key))
        {
            await Desk.RevokeAsync(key.Id, User.Actor(), reason: null, Closing);
        }
    });

    private bool Rules(ApiKeyInfo key) => User.Rules(new ProjectId(key.Project));
}
