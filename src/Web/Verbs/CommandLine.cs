using System.CommandLine;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Web.Verbs;

/// <summary>
/// The command line: <c>run</c> and what can be done beside a running server. Exit codes: 0 ok, 1 failed, 2 usage.
/// </summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    // The host has its own, longer patience; this only ends a process that hangs after it.
    private static readonly TimeSpan _terminationPatience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("The LLMOps dashboard: observe, review, improve, deploy, roll back.")
        {
            RunVerb.Command(),
            DemoVerb.Command(),
            SignInVerb.Command(),
            KeysVerb.Command(),
            VerifyVerb.Command(),
            AuditVerb.Command(),
            RebuildVerb.Command(),
            RetryVerb.Command(),
            RepriceVerb.Command(),
            BackupVerb.Command(),
            RestoreVerb.Command(),
        };
        root.SetAction((_, ct) => RunVerb.RunAsync(ct));

        var parsed = root.Parse(args);
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = _terminationPatience,
            };
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? WrongUsage : code;
        }
        catch (OptionsValidationException e)
        {
            return Fail(string.Join(Environment.NewLine, e.Failures));
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException
            or HttpRequestException or NpgsqlException)
        {
            // Messages of ours and of the system that say what to change: a port in use, a database that is away.
            return Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail("Stopped.");
        }
        catch (Exception e)
        {
            // A bug: everything that helps to find it, and still the documented exit code.
            return Fail(e.ToString());
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Failed;
    }
}
