using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Erasure;

/// <summary>Forgetting people.</summary>
internal static class ErasureModule
{
    public static void AddErasure(this IServiceCollection services)
    {
        services.AddSingleton(new EventTypes(typeof(PersonalDataErased)));
        services.AddSingleton<ErasureDesk>();
    }
}
