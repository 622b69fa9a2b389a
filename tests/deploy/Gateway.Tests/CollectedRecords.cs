using System.Threading.Channels;
using Dashboard.Gateway.Recording;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Gateway.Tests;

/// <summary>Records as they are offered; a test awaits the next.</summary>
internal sealed class CollectedRecords : ICallRecordSink
{
    private readonly Channel<SpanRecord> _records = Channel.CreateUnbounded<SpanRecord>();

    public int Count { get; private set; }

    public void Offer(SpanRecord record)
    {
        Count++;
        _records.Writer.TryWrite(record);
    }

    public async Task<RecordedCall> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        return new RecordedCall(await _records.Reader.ReadAsync(limit.Token));
    }
}
