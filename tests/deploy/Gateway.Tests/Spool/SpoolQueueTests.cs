using Dashboard.Gateway.Spool;
using Xunit;

namespace Dashboard.Gateway.Tests.Spool;

public sealed class SpoolQueueTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dashboard-queue-").FullName;
    private readonly SpoolSegment _segment;

    public SpoolQueueTests() => _segment = SpoolSegment.Create(_root, Some.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _segment.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Memory_has_a_ceiling_and_what_lies_on_disk_is_read_from_there()
    {
        var queue = new SpoolQueue(memoryBytes: 100);
        Assert.True(queue.TryAdd(Chunk(0, 60, isInMemory: true)));
        Assert.True(queue.TryAdd(Chunk(60, 60, isInMemory: true)));
        Assert.True(queue.TryAdd(Chunk(120, 60, isInMemory: true)));

        var taken = queue.Take();

        Assert.Equal([0, 60], taken.Select(chunk => chunk.Offset));
        Assert.Equal([true, false], taken.Select(chunk => chunk.Records is not null));
        Assert.Equal(120, taken[1].Length);
        Assert.Equal(3, queue.Records);
        queue.Done();
        Assert.Equal(0, queue.Records);
    }

    [Fact]
    public void Without_a_place_on_disk_what_does_not_fit_is_refused()
    {
        var queue = new SpoolQueue(memoryBytes: 100);

        Assert.True(queue.TryAdd(Chunk(0, 60, isInMemory: true, isOnDisk: false)));
        Assert.False(queue.TryAdd(Chunk(0, 60, isInMemory: true, isOnDisk: false)));
        queue.Take();
        queue.Done();
        Assert.True(queue.TryAdd(Chunk(0, 60, isInMemory: true, isOnDisk: false)));
    }

    [Fact]
    public void A_delivery_has_a_size()
    {
        var queue = new SpoolQueue(deliveryRecords: 2);
        for (var i = 0; i < 5; i++)
        {
            queue.TryAdd(Chunk(i * 10, 10, isInMemory: true));
        }

        Assert.Equal([0, 10], queue.Take().Select(chunk => chunk.Offset));
        queue.Done();
        Assert.Equal([20, 30], queue.Take().Select(chunk => chunk.Offset));
        Assert.Equal(3, queue.Records);
    }

    [Fact]
    public async Task A_completed_queue_is_emptied_first()
    {
        var queue = new SpoolQueue();
        queue.TryAdd(Chunk(0, 10, isInMemory: true));
        queue.Complete();

        Assert.True(await queue.WaitAsync(Cancel));
        Assert.Equal(Some.Noon, queue.Oldest);
        queue.Take();
        Assert.Equal(Some.Noon, queue.Oldest);
        queue.Done();
        Assert.Null(queue.Oldest);
        Assert.False(await queue.WaitAsync(Cancel));
    }

    private SpoolChunk Chunk(long offset, int length, bool isInMemory, bool isOnDisk = true) => new()
    {
        Segment = isOnDisk ? _segment : null,
        Offset = offset,
        Length = length,
        Count = 1,
        Since = Some.Noon,
        Records = isInMemory ? [Some.Record()] : null,
    };
}
