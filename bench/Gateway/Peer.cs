using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Bench.Gateway;

/// <summary>Another program between caller and provider, as a child process in a temporary folder.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folder;

    private Peer(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>nginx, which forwards bytes and does nothing else: the floor. Null where it is not installed.</summary>
    public static async Task<(Peer Peer, Target Target)?> NginxAsync(Uri provider, CancellationToken ct)
    {
        string[] places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];
        if (Array.Find(places, File.Exists) is not { } nginx)
        {
            return null;
        }

        var (port, folder) = (FreePort(), Directory.CreateTempSubdirectory("dashboard-bench-nginx-").FullName);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path body; proxy_temp_path proxy;
              fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              upstream provider { server 127.0.0.1:{{provider.Port}}; keepalive 256; }
              server {
                listen 127.0.0.1:{{port}}; keepalive_requests 1000000;
                location / {
                  proxy_pass http://provider; proxy_buffering off;
                  proxy_http_version 1.1; proxy_set_header Connection "";
                }
              }
            }
            """,
            ct);
        var start = new ProcessStartInfo(
            nginx, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", "error.log"]);
        return (await StartAsync(start, folder, port, ct),
            new Target(GatewayReport.Nginx, $"http://127.0.0.1:{port}/v1", "gpt-4o-mini"));
    }

    /// <summary>Portkey's gateway at the versions locked beside this; null where it cannot be installed.</summary>
    public static async Task<(Peer Peer, Target Target)?> PortkeyAsync(Uri provider, CancellationToken ct)
    {
        var package = Path.Combine(Repository.Root, "bench", "Gateway", "portkey");
        if (!Directory.Exists(Path.Combine(package, "node_modules")) && !await InstallAsync(package, ct))
        {
            return null;
        }

        var (port, folder) = (FreePort(), Directory.CreateTempSubdirectory("dashboard-bench-portkey-").FullName);
        var server = Path.Combine(package, "node_modules/@portkey-ai/gateway/build/start-server.js");
        var start = new ProcessStartInfo("node", [server, $"--port={port}", "--headless"])
        {
            RedirectStandardOutput = true,
            Environment = { ["NODE_ENV"] = "production" },
        };
        return (await StartAsync(start, folder, port, ct), new Target(
            GatewayReport.Portkey,
            $"http://127.0.0.1:{port}/v1",
            "gpt-4o-mini",
            ("Authorization", "Bearer sk-bench"),
            ("x-portkey-provider", "openai"),
            ("x-portkey-custom-host", new Uri(provider, "v1").ToString())));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await term.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> InstallAsync(string package, CancellationToken ct)
    {
        var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = package,
        };
        using var npm = Process.Start(start)!;
        await npm.WaitForExitAsync(ct);
        return npm.ExitCode == 0;
    }

    private static async Task<Peer> StartAsync(ProcessStartInfo start, string folder, int port, CancellationToken ct)
    {
        var peer = new Peer(Process.Start(start)!, folder);
        if (start.RedirectStandardOutput)
        {
            peer._process.BeginOutputReadLine();
        }

        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < _patience;)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                return peer;
            }
            catch (SocketException) when (!peer._process.HasExited)
            {
                // Not listening yet.
                await Task.Delay(50, ct);
            }
        }

        await peer.DisposeAsync();
        throw new InvalidOperationException($"'{start.FileName}' does not listen on port {port}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
