using System.Buffers;
using Dashboard.Gateway.Spool;
using Dashboard.Postgres;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Gateway.Tests.Spool;

public sealed class SpoolStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dashboard-spool-").FullName;
    private readonly FakeTimeProvider _time = new(Some.Noon);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_that_was_torn_anywhere_gives_all_that_was_whole()
    {
        var frames = Frames(3, 20);
        for (var cut = 0; cut <= frames.Length; cut++)
        {
            var root = Path.Combine(_root, $"{cut}");
            using (var store = Open(root).Store)
            {
                store.TryAppend(frames, 3);
            }

            var file = Assert.Single(Files(root));
            using (var stream = File.OpenWrite(file))
            {
                stream.SetLength(cut);
            }

            using var again = Open(root, out var chunks, out var cutOff);
            Assert.Equal(cut / 28, chunks.Count);
            Assert.Equal(cut % 28, cutOff);
            Assert.All(chunks, chunk => Assert.True(RecordFrame.TryRead(SpoolStore.Read(chunk), out _, out _)));
        }
    }

    [Fact]
    public void What_is_delivered_is_deleted_and_what_is_not_is_found_again()
    {
        var store = Open(_root).Store;
        var first = Append(store, 4);
        var second = Append(store, 2);
        store.Delivered(first);
        store.Dispose();
        Assert.Single(Files(_root));

        using var again = Open(_root, out var chunks, out _);
        Assert.Equal(6, chunks.Count);
        Assert.Equal(Some.Noon, chunks[0].Since);
        foreach (var chunk in chunks)
        {
            again.Delivered(chunk);
        }

        Assert.Empty(Files(_root));
        Assert.Equal(0, again.Bytes);
        Assert.Equal(2, second.Count);
    }

    [Fact]
    public void A_file_of_delivered_records_is_emptied_and_used_again()
    {
        using var store = Open(_root).Store;
        for (var i = 0; i < 10; i++)
        {
            store.Delivered(Append(store, 3, contentLength: 100_000));
        }

        Assert.InRange(new FileInfo(Assert.Single(Files(_root))).Length, 0, 600_100);
        Assert.InRange(store.Bytes, 0, 600_100);
    }

    [Fact]
    public void Beyond_its_limit_nothing_is_appended_until_there_is_room_again()
    {
        using var store = Open(_root, new SpoolOptions { MaxMegabytes = 1, MinFreeMegabytes = 0 }).Store;
        var first = Append(store, 1, contentLength: 600_000);

        Assert.Null(store.TryAppend(Frames(1, 600_000), 1));
        Assert.True(store.IsFull);
        store.Delivered(first);
        Assert.NotNull(store.TryAppend(Frames(1, 600_000), 1));
        Assert.False(store.IsFull);
    }

    [Fact]
    public void The_disk_keeps_its_reserve()
    {
        using var store = Open(_root, new SpoolOptions { MinFreeMegabytes = int.MaxValue }).Store;

        Assert.Null(store.TryAppend(Frames(1, 10), 1));
        Assert.True(store.IsFull);
    }

    [Fact]
    public void Consoles_that_share_a_folder_keep_to_their_own_and_the_next_adopts_what_they_left()
    {
        var first = Open(_root).Store;
        var second = Open(_root).Store;
        Append(first, 1);
        Append(second, 2);

        using (Open(_root, out var nothing, out _))
        {
            Assert.Empty(nothing);
        }

        first.Dispose();
        second.Dispose();
        using var next = Open(_root, out var chunks, out _);
        Assert.Equal(3, chunks.Count);
    }

    [Fact]
    public void Only_the_owner_may_read_what_callers_wrote()
    {
        using var store = Open(_root).Store;
        Append(store, 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Files(_root))));
    }

    private static byte[] Frames(int records, int contentLength)
    {
        var output = new ArrayBufferWriter<byte>();
        for (var i = 0; i < records; i++)
        {
            RecordFrame.Write(output, new byte[contentLength]);
        }

        return output.WrittenSpan.ToArray();
    }

    private static SpoolChunk Append(SpoolStore store, int records, int contentLength = 20)
    {
        var frames = Frames(records, contentLength);
        var (segment, offset) = store.TryAppend(frames, records)!.Value;
        return new SpoolChunk
        {
            Segment = segment,
            Offset = offset,
            Length = frames.Length,
            Count = records,
            Since = Some.Noon,
        };
    }

    private static string[] Files(string root) =>
        Directory.GetFiles(root, "*" + SpoolSegment.Extension, SearchOption.AllDirectories);

    private SpoolStore Open(string root, out IReadOnlyList<SpoolChunk> chunks, out long cutOff)
    {
        (var store, chunks, cutOff) = Open(root);
        return store;
    }

    private (SpoolStore Store, IReadOnlyList<SpoolChunk> Chunks, long CutOff) Open(
        string root, SpoolOptions? options = null)
    {
        var store = new SpoolStore(root, options ?? new SpoolOptions { MinFreeMegabytes = 0 }, _time);
        var (chunks, cutOff) = store.Open();
        return (store, chunks, cutOff);
    }
}
