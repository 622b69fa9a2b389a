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

    /// <summary>Unix milliseconds by page: when it began to be opened.</summary>
    public ConcurrentDictionary<int, long> Began { get; } = new();

    /// <param name="url">Of the console.</param>
    /// <param name="cookie">Of somebody who is signed in.</param>
    /// <param name="path">With its query.</param>
    /// <param name="count">How many pages, one after the other.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="text">What is seen as probe 0; null for nothing.</param>
    public static async Task<Pages> OpenAsync(
        Uri url, string cookie, string path, int count, CancellationToken ct, string? text = null)
    {
        var folder = Path.Combine(Repository.Root, "bench", "Live");
        await InstallAsync(folder, ct);
        var start = new ProcessStartInfo("node", ["circuits.mjs", url.ToString().TrimEnd('/'), cookie, path, $"{count}", text ?? ""])
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

        var page = message.GetProperty("circuit").GetInt32();
        if (message.TryGetProperty("began", out var began))
        {
            Began[page] = began.GetInt64();
            return;
        }

        Seen.TryAdd((page, message.GetProperty("probe").GetInt32()), message.GetProperty("at").GetInt64());
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
