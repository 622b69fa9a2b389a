using System.Net;
using Dashboard.E2E.Gateway;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>The disk of the data folder fills up, and is freed again.</summary>
public sealed class FullDiskTests
{
    private const int FloorMegabytes = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_are_refused_before_the_database_runs_out_of_room_and_taken_again_when_there_is_some()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 400, Cancel);
        var grpc = $"127.0.0.1:{DashboardServer.FreePort()}";
        await using var server = await DashboardServer.StartInAsync(
            disk.Folder, Cancel, ("DASHBOARD_MIN_FREE_MB", $"{FloorMegabytes}"), ("DASHBOARD_OTLP_GRPC", grpc));
        await using var senders = SpanSenders.Start(servers: server.Url);
        await senders.ProgressAsync(10, Cancel);
        var postmaster = EmbeddedDatabase.ProcessId(server);

        disk.FillUpTo(FloorMegabytes - 10);
        await Eventually.BecomesAsync(
            HttpStatusCode.ServiceUnavailable, () => Task.FromResult(senders.Refused?.Status ?? 0));
        Assert.Contains("MB left", senders.Refused!.Text, StringComparison.Ordinal);
        Assert.Contains("DASHBOARD_MIN_FREE_MB", senders.Refused.Text, StringComparison.Ordinal);
        Assert.True(senders.Refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(GrpcExport.Unavailable, await GrpcExport.SendAsync(grpc, Cancel));
        Assert.Equal(["disk"], (await Readiness.FailedAsync(server)).Keys);
        using (var admin = new Admin(server))
        {
            // What is there can be read, and decided upon.
            Assert.True(await admin.SumAsync() > 0);
            await admin.KeyAsync(new { rpm = 5 });
        }

        disk.Free();
        await senders.ProgressAsync(10, Cancel);
        Assert.Equal(GrpcExport.Ok, await GrpcExport.SendAsync(grpc, Cancel));
        Assert.Equal(postmaster, EmbeddedDatabase.ProcessId(server));
        await Books.BalanceAsync(senders, server, EmbeddedDatabase.ConnectionString(server), beside: GrpcExport.Span);
    }
}
