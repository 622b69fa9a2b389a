using System.CommandLine;
using Dashboard.Ingest.Grpc;
using Dashboard.Web.Stopping;
using Dashboard.Web.Waiting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Verbs;

/// <summary><c>run</c>: starts the server and says where it is.</summary>
internal static class RunVerb
{
    public static Command Command()
    {
        var command = new Command("run", "Start the server (what happens without a verb, too).");
        command.SetAction((_, ct) => RunAsync(ct));
        return command;
    }

    public static Task<int> RunAsync(CancellationToken ct) => RunAsync((_, _) => Task.CompletedTask, ct);

    /// <summary>Runs until it is told to stop; does <paramref name="once"/> after the start.</summary>
    public static async Task<int> RunAsync(Func<WebApplication, CancellationToken, Task> once, CancellationToken ct)
    {
        await using var app = Program.Build(LogLevel.Information);
        try
        {
            await new WaitingRoom(app).WaitAsync(room => StartAsync(app, room, ct), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Told to stop while it waited.
            return CommandLine.Ok;
        }

        await StartAsync(app, app, ct);
        var url = ConsoleUrl.Of(app);
        Console.WriteLine($"Dashboard: {url}");
        await SignInVerb.PrintAsync(app.Services, url, ct);
        await once(app, ct);
        Console.WriteLine("Stop it with Ctrl-C.");
        await app.WaitForShutdownAsync(ct);
        return app.Services.GetRequiredService<StopReason>().HasFailed ? CommandLine.Failed : CommandLine.Ok;
    }

    private static async Task StartAsync(WebApplication app, WebApplication server, CancellationToken ct)
    {
        try
        {
            await server.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            var grpc = app.Services.GetRequiredService<IOptions<OtlpGrpcOptions>>().Value;
            throw new IOException(PortAdvice.Of(e.Message, grpc), e);
        }
    }
}
