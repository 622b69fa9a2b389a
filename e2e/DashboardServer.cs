using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Dashboard.E2E;

/// <summary>The built server as a child process, on a free port of this machine and a data folder of its own.</summary>
internal sealed partial class DashboardServer : IAsyncDisposable
{
    public const string AdminKey = "end-to-end-administrator";

    private const int SigTerm = 15;
    private static readonly TimeSpan _startPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _stopPatience = TimeSpan.FromMinutes(3);

    private readonly string _data;
    private readonly bool _isGuest;
    private readonly (string Name, string Value)[] _settings;
    private readonly List<string> _log = [];
    private Process? _process;
    private TaskCompletionSource<string> _ready = new();

    private DashboardServer(string data, bool isGuest, (string Name, string Value)[] settings)
    {
        (_data, _isGuest, _settings) = (data, isGuest, settings);
        Url = $"http://127.0.0.1:{FreePort()}";
    }

    /// <summary>Where the console is.</summary>
    public string Url { get; }

    /// <summary>The link that the last start printed.</summary>
    public string SignInLink { get; private set; } = "";

    /// <summary>The process that was started last.</summary>
    public int ProcessId => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Where it keeps its data, its embedded PostgreSQL included.</summary>
    public string DataFolder => _data;

    /// <param name="ct">Ends the waiting.</param>
    /// <param name="settings">Environment variables of the server.</param>
    public static async Task<DashboardServer> StartNewAsync(
        CancellationToken ct, params (string Name, string Value)[] settings)
    {
        var data = Path.Combine(Path.GetTempPath(), "dashboard-e2e-" + Guid.NewGuid().ToString("N")[..8]);
        var server = new DashboardServer(data, isGuest: false, settings);
        await server.StartAsync(ct);
        return server;
    }

    /// <summary>The same without waiting until it takes requests, which <see cref="IsUpAsync"/> does.</summary>
    public static DashboardServer BeginNew(params (string Name, string Value)[] settings)
    {
        var data = Path.Combine(Path.GetTempPath(), "dashboard-e2e-" + Guid.NewGuid().ToString("N")[..8]);
        var server = new DashboardServer(data, isGuest: false, settings);
        server.Begin();
        return server;
    }

    /// <summary>The same in a folder that is there already, and stays.</summary>
    public static async Task<DashboardServer> StartInAsync(
        string data, CancellationToken ct, params (string Name, string Value)[] settings)
    {
        var server = new DashboardServer(data, isGuest: true, settings);
        await server.StartAsync(ct);
        return server;
    }

    /// <summary>Starts another console on the same data; it ends before this one.</summary>
    public async Task<DashboardServer> StartBesideAsync(CancellationToken ct)
    {
        var server = new DashboardServer(_data, isGuest: true, _settings);
        await server.StartAsync(ct);
        return server;
    }

    /// <summary>Starts on the same port and data as before; returns when the server takes requests.</summary>
    public Task StartAsync(CancellationToken ct)
    {
        Begin();
        return IsUpAsync(ct);
    }

    /// <summary>Waits until the server takes requests.</summary>
    public async Task IsUpAsync(CancellationToken ct) => SignInLink = await _ready.Task.WaitAsync(_startPatience, ct);

    private void Begin()
    {
        var ready = _ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Create("run");
        _process.OutputDataReceived += (_, line) =>
        {
            const string Prefix = "Sign in: ";
            if (line.Data?.StartsWith(Prefix, StringComparison.Ordinal) == true)
            {
                ready.TrySetResult(line.Data[Prefix.Length..]);
            }
        };
        var process = _process;
        process.Exited += (_, _) =>
        {
            // Its last words may still be on their way.
            process.WaitForExit();
            ready.TrySetException(new InvalidOperationException("The server ended:\n" + Log()));
        };
        Launch(_process);
    }

    /// <summary>Ends the process without any warning, as a power cut would.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(ct);
    }

    /// <summary>Runs another verb beside the server and returns what it printed; fails where it fails.</summary>
    public async Task<string> RunVerbAsync(string[] verb, CancellationToken ct)
    {
        var (code, printed) = await TryVerbAsync(verb, ct);
        return code == 0
            ? printed
            : throw new InvalidOperationException($"{verb[0]} ended with {code}:\n{printed}\n{Log()}");
    }

    /// <summary>Runs another verb beside the server; returns its exit code and all that it said.</summary>
    public async Task<(int ExitCode, string Printed)> TryVerbAsync(string[] verb, CancellationToken ct)
    {
        var printed = new List<string>();
        void Take(string? line)
        {
            lock (printed)
            {
                printed.Add(line ?? "");
            }
        }

        using var process = Create(verb);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        Launch(process);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, string.Join('\n', printed));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            Kill(_process.Id, SigTerm);
            await _process.WaitForExitAsync().WaitAsync(_stopPatience);
        }

        _process?.Dispose();
        if (!_isGuest && Directory.Exists(_data))
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private Process Create(params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.ServerAssembly, .. verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DASHBOARD_DATA"] = _data;
        start.Environment["DASHBOARD_URL"] = Url;
        start.Environment["DASHBOARD_OTLP_GRPC"] = "off";
        start.Environment["DASHBOARD_ADMIN_KEY"] = AdminKey;
        // A nearly full disk is for the tests of one.
        start.Environment["DASHBOARD_MIN_FREE_MB"] = "0";
        // Nor may the machine's speed decide whether a provider on it is reached.
        start.Environment["DASHBOARD_GATEWAY_CONNECT_TIMEOUT"] = "00:05:00";
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        return new Process { StartInfo = start, EnableRaisingEvents = true };
    }

    private void Launch(Process process)
    {
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.Add(line.Data ?? "");
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written to its log.</summary>
    public string Log()
    {
        lock (_log)
        {
            return string.Join('\n', _log);
        }
    }

    /// <summary>A port of this machine that nobody uses now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
