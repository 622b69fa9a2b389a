using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Deployments.Serving;
using Xunit;

namespace Dashboard.Deployments.Tests.Connections;

public sealed class ConnectGuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("::ffff:0:a9fe:a9fe")]
    public async Task A_name_that_resolves_to_a_refused_address_is_not_called(string address)
    {
        using var client = Client(IPAddress.Parse(address));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync("http://api.example.test/", Ct));

        Assert.Contains("'api.example.test' is not called", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_the_url_itself_is_looked_at_too()
    {
        using var client = Client(IPAddress.Loopback);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("http://169.254.169.254/", Ct));
    }

    [Fact]
    public async Task The_address_that_was_looked_at_is_the_one_that_is_called_and_refused_ones_beside_it_are_not()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerAsync(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        using var client = Client(IPAddress.Parse("169.254.169.254"), IPAddress.Loopback);

        Assert.Equal("ok", await client.GetStringAsync($"http://api.example.test:{Port(server)}/", Ct));
        await answering;
    }

    [Fact]
    public async Task A_redirect_is_handed_back_and_not_followed()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerAsync(
            server, "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n");
        using var client = Client(IPAddress.Loopback);

        using var answer = await client.GetAsync($"http://api.example.test:{Port(server)}/", Ct);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await answering;
    }

    private static HttpClient Client(params IPAddress[] addresses) =>
        new(new ConnectGuard((_, _) => Task.FromResult(addresses)).CreateHandler());

    private static int Port(TcpListener server) => ((IPEndPoint)server.LocalEndpoint).Port;

    private static async Task AnswerAsync(TcpListener server, string answer)
    {
        using var connection = await server.AcceptTcpClientAsync(Ct);
        var stream = connection.GetStream();
        _ = await stream.ReadAsync(new byte[4096], Ct);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Ct);
    }
}
