using Dashboard.Access;
using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Deployments.Pages;

/// <summary>Who sits before a page, and what they may decide there.</summary>
/// <param name="Project">The project that they look at.</param>
/// <param name="MayDeploy">Whether they may change what serves.</param>
/// <param name="MayAdminister">Whether they may say where the gateway may call.</param>
/// <param name="By">How their decisions are signed.</param>
internal sealed record Person(ProjectId Project, bool MayDeploy, bool MayAdminister, EventContext By)
{
    /// <summary>Why somebody without the scope may not, and who can help.</summary>
    public const string WhyNotDeploy = "Changing what serves needs the scope deploy: ask an administrator for it.";

    /// <summary>Nobody is signed in.</summary>
    public static Person Nobody { get; } = new(ProjectId.First, false, false, new EventContext("anonymous"));

    public static async Task<Person> OfAsync(Task<AuthenticationState>? authentication)
    {
        if (authentication is null)
        {
            return Nobody;
        }

        var user = (await authentication).User;
        return new Person(
            user.Project(), user.Has(Scopes.Deploy), user.RulesInstallation(), new EventContext(user.Actor()));
    }
}
