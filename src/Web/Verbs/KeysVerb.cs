using System.CommandLine;
using Dashboard.Access;
using Dashboard.Access.Keys;

namespace Dashboard.Web.Verbs;

/// <summary><c>keys create</c>: makes an API key.</summary>
internal static class KeysVerb
{
    public static Command Command()
    {
        var scopes = new Option<string>("--scopes")
        {
            Description = $"What the key may do, separated by commas: {string.Join(", ", Scopes.All)}.",
            Required = true,
        };
        var project = new Option<int>("--project")
        {
            Description = "The project whose data it writes and reads.",
            DefaultValueFactory = _ => 1,
        };
        var name = new Option<string>("--name")
        {
            Description = "What it is for.",
            DefaultValueFactory = _ => "made on the command line",
        };
        var create = new Command("create", "Make an API key and print it: it is shown this once.")
        {
            scopes,
            project,
            name,
        };
        create.SetAction((parsed, ct) =>
        {
            var command = new CreateApiKey(
                parsed.GetValue(name),
                parsed.GetRequiredValue(scopes)
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                parsed.GetValue(project));
            return Services.UseAsync((services, ct) => CreateAsync(services, command, ct), ct);
        });
        return new Command("keys", "API keys.") { create };
    }

    private static async Task<int> CreateAsync(IServiceProvider services, CreateApiKey command, CancellationToken ct)
    {
        var result = await services.GetRequiredService<ApiKeyDesk>().CreateAsync(command, Services.Actor, ct);
        if (result is CreateApiKeyResult.Invalid(var errors))
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, errors.Values.SelectMany(messages => messages)));
            return CommandLine.WrongUsage;
        }

        Console.WriteLine(((CreateApiKeyResult.Created)result).Key);
        return CommandLine.Ok;
    }
}
