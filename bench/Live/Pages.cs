using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Dashboard.Bench.Live;

/// <summary>Open pages, kept by <c>circuits.mjs</c>, and when each of them saw each probe.</summary>
internal sealed class Pages : IAsyncDisposable
{
    private readonly Process _node;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];

    private Pages(Process node) => _node = node;

    /// <summary>Unix milliseconds by page and probe.</summary>
    public ConcurrentDictionary<(int Page, int Probe), long> Seen { get; } = new();

    public static async Task<Pages> OpenAsync(Uri url, string cookie, string path, int count, CancellationToken ct)
    {
        var folder = Path.Combine(Repository.Root, "bench", "Live");
        await InstallAsync(folder, ct);
        var start = new ProcessStartInfo("node", ["circuits.mjs", url.ToString().TrimEnd('/'), cookie, path, $"{count}"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var pages = new Pages(new Process { StartInfo = start, EnableRaisingEvents = true });
        pages.Start();
        await pages._ready.Task.WaitAsync(TimeSpan.FromMinutes(2), ct);
        return pages;
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private void Start()
    {
        _node.OutputDataReceived += (_, line) => Take(line.Data);
        _node.ErrorDataReceived += (_, line) => _errors.Add(line.Data ?? "");
        _node.Exited += (_, _) => _ready.TrySetException(
            new InvalidOperationException("The pages could not be opened:\n" + string.Join('\n', _errors)));
        _node.Start();
        _node.BeginOutputReadLine();
        _node.BeginErrorReadLine();
    }

    private void Take(string? line)
    {
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        var message = JsonElement.Parse(line);
        if (message.TryGetProperty("ready", out _))
        {
            _ready.TrySetResult();
            return;
        }

        var key = (message.GetProperty("circuit").GetInt32(), message.GetProperty("probe").GetInt32());
        Seen.TryAdd(key, message.GetProperty("at").GetInt64());
    }

    private static async Task InstallAsync(string folder, CancellationToken ct)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            return;
        }

        var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder };
        using var npm = Process.Start(start)!;
        await npm.WaitForExitAsync(ct);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException("npm ci failed in bench/Live.");
        }
    }
}
