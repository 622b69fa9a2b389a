using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.Access.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Access.Passwords;

/// <summary>The services of passwords.</summary>
internal static class PasswordModule
{
    public static void AddPasswords(this IServiceCollection services)
    {
        services.AddSingleton(_ => new PasswordHashing(PasswordHashing.Iterations));
        services.AddSingleton<AccountAttempts>();
        services.AddSingleton<PasswordDoor>();
        services.AddSingleton<JoinDesk>();
        services.AddSingleton<SignInPage>();
        services.AddSingleton(provider => new OwnPassword(
            provider.GetRequiredService<PeopleStream>(),
            provider.GetRequiredService<PersonTable>(),
            provider.GetRequiredService<PasswordHashing>(),
            provider.GetRequiredService<AccountAttempts>(),
            provider.GetRequiredService<SessionDesk>()));
    }
}
