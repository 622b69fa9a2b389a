using System.Security.Claims;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Ui.Components;
using Dashboard.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Settings;

/// <summary>
/// A part of the settings that stays true while it is open: it reads when it opens, after every decision of anybody,
/// and now and then for what is measured and not decided.
/// </summary>
public abstract class DecisionPage : AskingComponent, IAsyncDisposable
{
    private static readonly TimeSpan s_pulse = TimeSpan.FromSeconds(15);

    private readonly PageLoop _loop = new();

    [CascadingParameter] protected Task<AuthenticationState>? Authentication { get; set; }

    [Inject] protected TimeProvider Clock { get; set; } = null!;

    [Inject] protected ReaderZone Zone { get; set; } = null!;

    [Inject] private DecisionsDoorbell Bell { get; set; } = null!;

    /// <summary>Who looks.</summary>
    protected ClaimsPrincipal User { get; private set; } = new();

    /// <summary>When it was last read.</summary>
    protected DateTimeOffset Now { get; private set; }

    /// <summary>Whether a decision is on its way; until it is made, no other begins.</summary>
    protected bool Busy { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await Zone.GetAsync();
            await _loop.RestartAsync(FollowAsync);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Authentication is not null)
        {
            User = (await Authentication).User;
        }

        await ReadAsync();
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task ShowAsync();

    /// <summary>Reads again, and says so where that fails.</summary>
    protected Task ReadAsync() => TryAsync(LookAsync);

    /// <summary>Decides and reads what holds then; a decision that failed stays said until the next reading.</summary>
    protected async Task DecideAsync(Func<Task> decide)
    {
        if (Busy)
        {
            return;
        }

        Busy = true;
        try
        {
            await TryAsync(async () =>
            {
                await decide();
                await LookAsync();
            });
        }
        finally
        {
            Busy = false;
        }
    }

    private async Task LookAsync()
    {
        await ShowAsync();
        Now = Clock.GetUtcNow();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var rung = new Wake();
        using var subscription = rung.SetAt(Bell, EventStoreModule.Bell);
        using var pulse = rung.SetEvery(s_pulse, Clock);
        while (await rung.WaitAsync(ct))
        {
            await ReadAsync();
            StateHasChanged();
        }
    }
}
