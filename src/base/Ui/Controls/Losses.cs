using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>Asks before what cannot be undone. Everything else happens at once, with a way back.</summary>
public sealed class Losses(IDialogService dialogs, MudUse use)
{
    /// <summary>True where it is to be done; false where the dialog was left by any other way.</summary>
    public async Task<bool> AcceptAsync(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using var _ = use.Begin();
        // The providers are drawn when the handler that asks has yielded.
        await Task.Yield();
        var parameters = new DialogParameters<LossDialog> { { dialog => dialog.Loss, loss } };
        var dialog = await dialogs.ShowAsync<LossDialog>(loss.Title, parameters);
        return await dialog.Result is { Canceled: false };
    }
}
