using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Deployments.Tests.Away;

/// <summary>A way to the test database that can be cut, or that swallows everything.</summary>
internal sealed class DatabaseProxy : IAsyncDisposable
{
    private readonly EndPoint _target;
    private readonly NpgsqlConnectionStringBuilder _original;
    private readonly List<Socket> _open = [];
    private readonly Lock _one = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private volatile bool _isSilent;
    private int _port;

    public DatabaseProxy(string database)
    {
        _original = new NpgsqlConnectionStringBuilder(database);
        _target = _original.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{_original.Host}/.s.PGSQL.{_original.Port}")
            : new DnsEndPoint(_original.Host, _original.Port);
        Open();
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_original.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = _port,
        Timeout = 5,
    }.ConnectionString;

    /// <summary>Lets connections through again.</summary>
    public void Open()
    {
        _isSilent = false;
        if (_listener is null)
        {
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, _port));
            _listener.Listen();
            _port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
            _accepting = AcceptAsync(_listener);
        }
    }

    /// <summary>Ends all connections and takes no new ones.</summary>
    public async Task CutAsync()
    {
        _listener?.Dispose();
        _listener = null;
        await _accepting;
        lock (_one)
        {
            _open.ForEach(socket => socket.Dispose());
            _open.Clear();
        }
    }

    /// <summary>Keeps connections open and passes nothing on, as a network does that loses everything.</summary>
    public void Silence() => _isSilent = true;

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                var server = _target is UnixDomainSocketEndPoint
                    ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                    : new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (_one)
                {
                    _open.AddRange([client, server]);
                }

                await server.ConnectAsync(_target);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[65536];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                for (var sent = 0; !_isSilent && sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
