using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Telemetry.Trail;

/// <summary>Who read content: noted behind the requests, kept for a time, found again.</summary>
public static class AccessTrailModule
{
    /// <summary>The trail's table.</summary>
    public static MigrationSet Migrations { get; } =
        new("trail", typeof(AccessTrailModule).Assembly, "Trail/Migrations", DatabaseRole.Telemetry);

    internal static void AddAccessTrail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Migrations);
        services.AddSingleton<IValidateOptions<AccessTrailOptions>, AccessTrailOptionsValidator>();
        services.AddOptions<AccessTrailOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<AccessTrail>();
        services.AddSingleton<AccessTrailTable>();
        services.AddSingleton<IErasable, AccessTrailErasure>();
        services.AddHostedService<AccessTrailWriter>();
        services.AddHostedService<AccessTrailKeeper>();
    }
}
