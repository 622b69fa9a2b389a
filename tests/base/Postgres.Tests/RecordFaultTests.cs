using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class RecordFaultTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { Refused("22003"), true },
        { Refused("22021"), true },
        { Refused("23502"), true },
        { Refused("54000"), true },
        { new OverflowException(), true },
        { new InvalidOperationException("a bug"), true },
        { Refused("57P03"), false },
        { Refused("53100"), false },
        { Refused("40P01"), false },
        { Refused("25006"), false },
        { Refused("42P01"), false },
        { new NpgsqlException("gone", new SocketException()), false },
        { new InvalidOperationException("wrapped", new TimeoutException()), false },
        { new OperationCanceledException(), false },
        { new ObjectDisposedException("pool"), false },
        { new AggregateException(new OverflowException(), new IOException()), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Only_what_waiting_does_not_mend_is_the_records_own_fault(Exception failure, bool isIts) =>
        Assert.Equal(isIts, RecordFault.Is(failure));

    [Fact]
    public void The_reason_repeats_nothing_of_the_record()
    {
        var reason = RecordFault.Reason(Refused("22P02", "invalid input syntax for type uuid: \"Ann Miller\""));

        Assert.Contains("22P02", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", reason, StringComparison.Ordinal);
    }

    private static PostgresException Refused(string state, string message = "refused") => new(message, "ERROR", "ERROR", state);
}
