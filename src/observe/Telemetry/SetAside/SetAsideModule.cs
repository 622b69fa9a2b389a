using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.SetAside;

/// <summary>Keeps one record that cannot be worked through from stopping those behind it.</summary>
internal static class SetAsideModule
{
    public static void AddSetAside(this IServiceCollection services)
    {
        services.AddSingleton<SetAsideRecords>();
        services.AddSingleton<ISetAside>(provider => provider.GetRequiredService<SetAsideRecords>());
        services.AddMetrics();
        services.AddSingleton<SetAsideGauge>();
        services.AddHealthChecks().AddCheck<SetAsideCheck>(SetAsideCheck.Name);
    }
}
