using System.Security.Claims;
using Bunit;
using Dashboard.Access;
using Dashboard.Ui;
using Dashboard.Ui.Controls;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Settings;

/// <summary>Shows pages of settings over a running console.</summary>
public abstract class SettingsContext : BunitContext
{
    /// <param name="console">The console.</param>
    /// <param name="clock">The clock of the pages; that of the console where it is null.</param>
    protected SettingsContext(TestConsole console, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(console);
        Console = console;

        // A busy machine may need long; whoever waits is woken by what happens.
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Services.AddUi();
        if (clock is not null)
        {
            Services.AddSingleton(clock);
        }

        Services.AddFallbackServiceProvider(console.Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected TestConsole Console { get; }

    /// <summary>Where dialogs and toasts are shown.</summary>
    protected IRenderedComponent<MudProviders> Above => field ??= Render<MudProviders>();

    /// <summary>The page as somebody of a project with these scopes sees it.</summary>
    protected IRenderedComponent<T> Show<T>(int project, params string[] scopes)
        where T : IComponent => Show<T>(project, _ => { }, scopes);

    /// <summary>The page with parameters of its address.</summary>
    protected IRenderedComponent<T> Show<T>(
        int project, Action<ComponentParameterCollectionBuilder<T>> parameters, params string[] scopes)
        where T : IComponent
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, "person:ann"),
                new Claim("project", project.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                .. scopes.Append(Scopes.Read).Select(scope => new Claim("scope", scope)),
            ],
            "cookie"));
        return Render<T>(p =>
        {
            p.AddCascadingValue(Task.FromResult(new AuthenticationState(user)));
            parameters(p);
        });
    }
}
