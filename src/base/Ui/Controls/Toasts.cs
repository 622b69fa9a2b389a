using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>
/// Says what was done, at the foot of the page, one thing at a time. A fault is no toast: it stays where it arose.
/// </summary>
public sealed class Toasts(ISnackbar snackbar)
{
    /// <param name="done">In the past tense, with what follows from it.</param>
    /// <param name="undo">Takes it back; null where nothing does.</param>
    public void Say(string done, Func<Task>? undo = null)
    {
        snackbar.Clear();
        snackbar.Add(done, Severity.Normal, options =>
        {
            (options.HideIcon, options.ShowCloseIcon, options.VisibleStateDuration) = (true, true, 8_000);
            options.CloseAfterNavigation = false;
            if (undo is not null)
            {
                (options.Action, options.OnClick) = ("Undo", _ => undo());
            }
        });
    }
}
