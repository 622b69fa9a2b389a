using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Gateway.Tests;

/// <summary>A provider that answers the very bytes of the test, however wrong they are as HTTP.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly byte[] _answer;
    private readonly Task _serving;

    public RawUpstream(string answer)
    {
        _answer = Encoding.UTF8.GetBytes(answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri BaseUrl => new($"http://{_listener.LocalEndpoint}/v1");

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _serving;
        _listener.Stop();
        _ends.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ends.Token);
                await using var stream = client.GetStream();
                await ReadRequestAsync(stream);
                await stream.WriteAsync(_answer, _ends.Token);
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The test has ended.
        }
    }

    // The requests of these tests are small: their body ends with the only brace at the end of what is read.
    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[16 << 10];
        var text = "";
        while (!text.EndsWith('}'))
        {
            var read = await stream.ReadAsync(buffer, _ends.Token);
            if (read == 0)
            {
                return;
            }

            text += Encoding.UTF8.GetString(buffer, 0, read);
        }
    }
}
