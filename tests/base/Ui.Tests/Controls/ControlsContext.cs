using Bunit;
using Dashboard.Ui.Controls;

namespace Dashboard.Ui.Tests.Controls;

/// <summary>Shows controls of MudBlazor beside their providers.</summary>
public abstract class ControlsContext : BunitContext
{
    protected ControlsContext()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
        Above = Render<MudProviders>();
    }

    /// <summary>Where dialogs, lists and toasts are shown.</summary>
    protected IRenderedComponent<MudProviders> Above { get; }
}
