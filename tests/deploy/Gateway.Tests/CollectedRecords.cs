using System.Threading.Channels;
using Dashboard.Gateway.Recording;
using Xunit;

namespace Dashboard.Gateway.Tests;

/// <summary>Records as they are offered; a test awaits the next.</summary>
internal sealed class CollectedRecords : ICallRecordSink
{
    private readonly Channel<CallRecord> _records = Channel.CreateUnbounded<CallRecord>();

    public int Count { get; private set; }

    public void Offer(CallRecord record)
    {
        Count++;
        _records.Writer.TryWrite(record);
    }

    public async Task<CallRecord> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        return await _records.Reader.ReadAsync(limit.Token);
    }
}
