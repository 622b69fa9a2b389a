using Dashboard.Ui.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Dashboard.Ui;

/// <summary>The shared components of the console.</summary>
public static class UiModule
{
    /// <summary>
    /// Registers what components inject: the reader's time zone, and Radzen's dialogs, menus and notifications.
    /// </summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddScoped<ReaderZone>();
        services.AddRadzenComponents();
        return services;
    }
}
