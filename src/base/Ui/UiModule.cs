using Dashboard.Ui.Components;
using Dashboard.Ui.Controls;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Ui;

/// <summary>The shared components of the console.</summary>
public static class UiModule
{
    /// <summary>
    /// Registers what components inject: the reader's time zone, and MudBlazor's dialogs, menus and toasts.
    /// </summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddScoped<ReaderZone>();
        services.AddScoped<MudUse>();
        services.AddScoped<Losses>();
        services.AddScoped<Toasts>();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 1;
            options.SnackbarConfiguration.NewestOnTop = true;
            options.SnackbarConfiguration.PreventDuplicates = false;
            options.SnackbarConfiguration.ShowTransitionDuration = 120;
            options.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        return services;
    }
}
