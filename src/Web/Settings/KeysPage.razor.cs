using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Settings;

/// <summary>The page of API keys: administrators make and revoke them, managers limit those of the gateway.</summary>
public sealed partial class KeysPage
{
    private IReadOnlyList<ApiKeyInfo>? _keys;
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string? _made;
    private string _actor = "anonymous";
    private bool _mayAdminister;
    private bool _mayLimit;
    private DateTimeOffset _now;

    /// <summary>The key whose limits are changed.</summary>
    [SupplyParameterFromQuery] public string? Key { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private ApiKeyDesk Desk { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private ReaderZone Zone { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await Zone.GetAsync();
        }

        if (Authentication is not null)
        {
            var user = (await Authentication).User;
            (_actor, _mayAdminister, _mayLimit) =
                (user.Actor(), user.Has(Scopes.Admin), user.Has(Scopes.Manage));
        }

        if (_mayAdminister)
        {
            await ReadAsync();
        }
    }

    private Task ReadAsync() => TryAsync(ShowAsync);

    private Task MakeAsync(CreateApiKey command) => TryAsync(async () =>
    {
        var result = await Desk.CreateAsync(command, _actor, Closing);
        _made = (result as CreateApiKeyResult.Created)?.Key;
        _errors = (result as CreateApiKeyResult.Invalid)?.Errors ?? new Dictionary<string, string[]>();
        await ShowAsync();
    });

    private Task RevokeAsync(ApiKeyInfo key) => TryAsync(async () =>
    {
        await Desk.RevokeAsync(key.Id, _actor, reason: null, Closing);
        await ShowAsync();
    });

    private async Task ShowAsync()
    {
        _keys = await Desk.ListAsync(Closing);
        _now = Clock.GetUtcNow();
    }
}
