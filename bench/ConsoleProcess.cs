using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Dashboard.Bench;

/// <summary>The real console in a process of its own, on a free loopback port.</summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    private const string SignInLine = "Sign in: ";

    /// <summary>The program of this version.</summary>
    private static readonly string _own = Path.Combine(Repository.Root, "src/Web/bin/Release/net10.0/Dashboard.Web.dll");

    private Process _process;
    private readonly TaskCompletionSource<Uri> _signInLink = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly (string Name, string Value)[] _settings;
    private readonly string _program;
    private readonly bool _ownsFolder;

    private ConsoleProcess(
        Process process, string dataFolder, bool ownsFolder, Uri url, string key,
        (string Name, string Value)[] settings, string program)
    {
        (_process, _ownsFolder, _settings, _program) = (process, ownsFolder, settings, program);
        DataFolder = dataFolder;
        Key = key;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = url };
        Client.DefaultRequestHeaders.Add("x-api-key", key);
    }

    public string DataFolder { get; }

    /// <summary>Has every scope.</summary>
    public string Key { get; }

    /// <summary>Sends the key with each request.</summary>
    public HttpClient Client { get; }

    /// <summary>Processor time of the console itself, without PostgreSQL.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The process id of the PostgreSQL server that the console runs.</summary>
    public int DatabaseId => int.Parse(
        File.ReadLines(Path.Combine(DataFolder, "postgres/data/postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Processor time of the PostgreSQL server that the console runs.</summary>
    public TimeSpan DatabaseTime => DescendantTime.Of(_process.Id);

    /// <summary>Resident memory in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>With an empty data folder, which goes with it.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="settings">Environment variables of the console beside those that it always gets.</param>
    public static Task<ConsoleProcess> StartAsync(
        CancellationToken ct, params (string Name, string Value)[] settings) => StartAsync(_own, ct, settings);

    /// <summary>The same of another version's program.</summary>
    public static Task<ConsoleProcess> StartAsync(
        string program, CancellationToken ct, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-bench-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        return StartAsync(program, folder, ownsFolder: true, settings, ct);
    }

    /// <summary>Over data that are there, and that stay.</summary>
    public static Task<ConsoleProcess> StartOverAsync(KeptFolder data, CancellationToken ct) =>
        StartAsync(_own, data.Path, ownsFolder: false, [], ct);

    private static async Task<ConsoleProcess> StartAsync(
        string program, string folder, bool ownsFolder, (string Name, string Value)[] settings, CancellationToken ct)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var key = "bench-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var console = new ConsoleProcess(
            Launch(program, folder, url, key, settings), folder, ownsFolder, url, key, settings, program);
        console.Listen();
        await console.WaitUntilReadyAsync(ct);
        return console;
    }

    /// <summary>Ends the process at once (SIGKILL) or in order (SIGTERM), and starts it again over the same data.</summary>
    public async Task RestartAsync(bool kill, CancellationToken ct)
    {
        await EndAsync(kill, ct);
        Restart();
    }

    /// <summary>Ends the process at once (SIGKILL) or in order (SIGTERM).</summary>
    public async Task EndAsync(bool kill, CancellationToken ct)
    {
        if (kill)
        {
            _process.Kill();
        }
        else
        {
            await TerminateAsync();
        }

        await _process.WaitForExitAsync(ct);
    }

    /// <summary>Starts the process again over the same data.</summary>
    public void Restart()
    {
        var (former, url) = (_process, Client.BaseAddress!);
        _process = Launch(_program, DataFolder, url, Key, _settings);
        former.Dispose();
        Listen();
    }

    private static Process Launch(
        string program, string folder, Uri url, string key, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program, "run" },
            RedirectStandardOutput = true,
            Environment =
            {
                ["DASHBOARD_DATA"] = folder,
                ["DASHBOARD_URL"] = url.ToString(),
                ["DASHBOARD_OTLP_GRPC"] = "off",
                ["DASHBOARD_ADMIN_KEY"] = key,
            },
        };
        start.Environment.Remove("DASHBOARD_DB");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
    }

    private async Task TerminateAsync()
    {
        using var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await term.WaitForExitAsync();
    }

    /// <summary>Uses the one-time link and returns the cookie of the session, ready for a request header.</summary>
    public async Task<string> SignInAsync(CancellationToken ct)
    {
        var link = await _signInLink.Task.WaitAsync(ct);
        using var answer = await Client.PostAsJsonAsync(
            new Uri("signin", UriKind.Relative), new { token = link.Fragment.TrimStart('#') }, ct);
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("set-cookie").Select(cookie => cookie.Split(';')[0]));
    }

    /// <summary>Bytes on the managed heap after the newest collection, all generations.</summary>
    public async Task<double> HeapAsync(CancellationToken ct)
    {
        var text = await Client.GetStringAsync(new Uri("metrics", UriKind.Relative), ct);
        return text.Split('\n')
            .Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await TerminateAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    private void Read(string? line)
    {
        if (line?.StartsWith(SignInLine, StringComparison.Ordinal) == true)
        {
            _signInLink.TrySetResult(new Uri(line[SignInLine.Length..]));
        }
    }

    /// <summary>Until it can do its work, a minute at most.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < TimeSpan.FromSeconds(60);)
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri("readyz", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50, ct);
        }

        throw new InvalidOperationException("The console was not ready within a minute.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
