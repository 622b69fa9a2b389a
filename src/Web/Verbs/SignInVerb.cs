using System.CommandLine;
using Dashboard.Access;
using Dashboard.Access.SignIn;

namespace Dashboard.Web.Verbs;

/// <summary><c>signin</c>: prints a new one-time sign-in link.</summary>
internal static class SignInVerb
{
    public static Command Command()
    {
        var command = new Command("signin", "Print a new sign-in link. It works once, for 15 minutes.");
        command.SetAction((_, ct) => Services.UseAsync(
            async (services, ct) =>
            {
                await PrintAsync(services, services.GetRequiredService<PublicAddress>().Url, ct);
                return CommandLine.Ok;
            },
            ct));
        return command;
    }

    /// <summary>Prints a new link as the one line <c>Sign in: URL</c>.</summary>
    public static async Task PrintAsync(IServiceProvider services, string url, CancellationToken ct)
    {
        var path = await services.GetRequiredService<SignInLinks>().IssueAsync(Services.Actor, ct);
        Console.WriteLine($"Sign in: {url}{path}");
    }
}
