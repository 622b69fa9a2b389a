using System.Diagnostics;
using System.Text.Json;

namespace Dashboard.E2E.Gateway;

/// <summary>
/// An application with OpenAI's own client, as a process of its own (<c>e2e/client/client.mjs</c>), or with Anthropic's
/// (<c>anthropic.mjs</c>).
/// </summary>
internal static class OpenAiClient
{
    /// <summary>Does one thing and returns what the application saw.</summary>
    public static async Task<JsonElement> DoAsync(
        string doing,
        string baseUrl,
        string key,
        CancellationToken ct,
        string argument = "",
        string script = "client.mjs")
    {
        var start = new ProcessStartInfo("node", [script, doing, baseUrl, key, argument])
        {
            WorkingDirectory = Repository.ClientFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        try
        {
            var errors = node.StandardError.ReadToEndAsync(ct);
            var printed = await node.StandardOutput.ReadToEndAsync(ct);
            await node.WaitForExitAsync(ct);
            return node.ExitCode == 0
                ? JsonElement.Parse(printed)
                : throw new InvalidOperationException($"The client failed at '{doing}':\n{await errors}");
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
    }
}
