using System.Diagnostics;

namespace Dashboard.Postgres;

/// <summary>A running postmaster: our child, or one that was found alive.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly string _cluster;
    private readonly TimeProvider _time;
    private readonly Process? _child;
    private readonly Task<string[]> _startMessages;

    private ServerProcess(int id, string cluster, TimeProvider time, Process? child)
    {
        Id = id;
        _cluster = cluster;
        _time = time;
        _child = child;
        // Both end when the server turns to its log file, or with it.
        _startMessages = child is null
            ? Task.FromResult<string[]>([])
            : Task.WhenAll(child.StandardError.ReadToEndAsync(), child.StandardOutput.ReadToEndAsync());
    }

    public int Id { get; }

    public bool IsAdopted => _child is null;

    /// <summary>Whether it still runs; a zombie does not.</summary>
    public bool IsAlive => _child is null ? PostmasterFile.IsServerOf(Id, _cluster) : !_child.HasExited;

    public static ServerProcess Adopt(int id, string cluster, TimeProvider time) => new(id, cluster, time, null);

    public static ServerProcess Start(
        ServerBinaries binaries, string cluster, IEnumerable<string> settings, ServerUser? user, TimeProvider time)
    {
        string[] arguments = ["-D", cluster, .. settings.SelectMany(setting => new[] { "-c", setting })];
        var child = Process.Start(ServerCommand.Create(binaries.Postgres, arguments, user))!;
        child.StandardInput.Close();
        return new ServerProcess(child.Id, cluster, time, child);
    }

    /// <summary>Waits until the server accepts connections. Null when it does, else what it said before it ended.</summary>
    public async Task<string?> WaitUntilReadyAsync(CancellationToken ct)
    {
        while (IsAlive)
        {
            if (PostmasterFile.Read(_cluster) is { IsReady: true } file && file.ProcessId == Id)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), _time, ct);
        }

        return string.Concat(await _startMessages).Trim();
    }

    public async Task WaitForExitAsync(CancellationToken ct)
    {
        if (_child is not null)
        {
            await _child.WaitForExitAsync(ct);
            return;
        }

        while (IsAlive)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, ct);
        }
    }

    /// <summary>Fast shutdown; after <paramref name="patience"/> at once, to be recovered at the next start.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        foreach (var signal in new[] { Posix.SigInt, Posix.SigQuit })
        {
            if (!IsAlive || !Posix.Kill(Id, signal))
            {
                return;
            }

            using var limit = new CancellationTokenSource(patience, _time);
            try
            {
                await WaitForExitAsync(limit.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // The next signal is harder.
            }
        }
    }

    public void Dispose() => _child?.Dispose();
}
