using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Dashboard.E2E.Faults;

/// <summary>The network between a console and its database, which can fail in the ways in which networks do.</summary>
internal sealed class DatabaseProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly EndPoint _target;
    private readonly NpgsqlConnectionStringBuilder _original;
    private readonly List<Way> _ways = [];
    private readonly List<Task> _running = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _passing = new();
    private Socket? _listener;
    private int _port;
    private int _held;

    public DatabaseProxy(string database)
    {
        _original = new NpgsqlConnectionStringBuilder(database);
        _target = _original.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{_original.Host}/.s.PGSQL.{_original.Port}")
            : new DnsEndPoint(_original.Host, _original.Port);
        Mend();
    }

    /// <summary>The setting by which a console goes this way, with little patience.</summary>
    public (string Name, string Value) Setting => ("DASHBOARD_DB", new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Timeout = 3,
        CommandTimeout = 5,
    }.ConnectionString);

    /// <summary>Goes this way with the usual patience.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_original.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = _port,
    }.ConnectionString;

    /// <summary>How many messages got stuck since everything is lost on the way.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>A firewall that refuses: all connections are reset, and so are new ones.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            _ways.ForEach(way => way.Reset());
            _ways.Clear();
        }
    }

    /// <summary>Everything is lost on the way, and gets through late once it is mended: what TCP makes of a pulled cable.</summary>
    public void Swallow()
    {
        lock (_gate)
        {
            _passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held = 0;
        }
    }

    /// <summary>
    /// The same, and what was under way never arrives: a router that forgot its connections. Neither end hears of it.
    /// </summary>
    public void Forget()
    {
        lock (_gate)
        {
            Swallow();
            _ways.ForEach(way => way.IsForgotten = true);
        }
    }

    /// <summary>Lets through again.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _passing.TrySetResult();
            if (_listener is null)
            {
                _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                _listener.Bind(new IPEndPoint(IPAddress.Loopback, _port));
                _listener.Listen();
                _port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
                _running.Add(AcceptAsync(_listener));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Reset();
        await Task.WhenAll(_running);
        _end.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync(_end.Token);
                lock (_gate)
                {
                    var way = new Way(client, new Socket(
                        _target.AddressFamily, SocketType.Stream,
                        _target is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp));
                    _ways.Add(way);
                    _running.Add(CarryAsync(way));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Reset, or over.
        }
    }

    private async Task CarryAsync(Way way)
    {
        try
        {
            await PassAsync(way);
            await way.Server.ConnectAsync(_target, _end.Token);
            await Task.WhenAny(PumpAsync(way, way.Client, way.Server), PumpAsync(way, way.Server, way.Client)).Unwrap();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end is gone; so is the other now.
        }

        lock (_gate)
        {
            way.Reset();
            _ways.Remove(way);
        }
    }

    private async Task PumpAsync(Way way, Socket from, Socket to)
    {
        var buffer = new byte[65536];
        int read;
        while ((read = await from.ReceiveAsync(buffer, _end.Token)) > 0)
        {
            await PassAsync(way);
            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
            }
        }

        // The end of a connection travels like everything else.
        await PassAsync(way);
    }

    private async Task PassAsync(Way way)
    {
        Task passing;
        lock (_gate)
        {
            passing = _passing.Task;
            _held += passing.IsCompleted ? 0 : 1;
        }

        await passing.WaitAsync(_end.Token);
        if (way.IsForgotten)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }
    }

    /// <summary>One connection, on both sides of the proxy.</summary>
    private sealed class Way(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        public volatile bool IsForgotten;

        public void Reset()
        {
            // Without lingering, the other end is told by a reset.
            foreach (var socket in new[] { client, server }.Where(socket => socket.SafeHandle is { IsClosed: false }))
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }
        }
    }
}
