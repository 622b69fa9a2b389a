using Dashboard.Access.Keys;
using Dashboard.Access.Sessions;
using Dashboard.Access.SignIn;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Access.People;

/// <summary>The services of people.</summary>
internal static class PeopleModule
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<PersonTable>();
        services.AddSingleton<IProjection, PersonProjection>();
        services.AddSingleton<PersonBook>();
        services.AddHostedService(provider => provider.GetRequiredService<PersonBook>());
        services.AddSingleton<StreamState>(new StreamState<Roster>(Roster.Empty, Roster.Apply));
        services.AddSingleton<PeopleStream>();
        services.AddSingleton(provider =>
        {
            var book = provider.GetRequiredService<PersonBook>();
            return new ActorNames(id => book.Find(id)?.Name);
        });
        services.AddSingleton(provider => new CallerStanding(
            provider.GetRequiredService<SessionBook>(),
            provider.GetRequiredService<PersonBook>(),
            provider.GetRequiredService<ApiKeys>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KnownBrowsers>();
        services.AddSingleton(provider => new SignInDoor(
            provider.GetRequiredService<SessionDesk>(), provider.GetRequiredService<KnownBrowsers>()));
        services.AddSingleton(provider => new PeopleDesk(
            provider.GetRequiredService<PeopleStream>(),
            provider.GetRequiredService<PersonTable>(),
            provider.GetRequiredService<SessionBook>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new OutsideDoor(
            provider.GetRequiredService<PeopleStream>(),
            provider.GetRequiredService<PersonTable>(),
            provider.GetRequiredService<PersonBook>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
