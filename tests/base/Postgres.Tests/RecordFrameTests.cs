using System.Buffers;
using CsCheck;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class RecordFrameTests
{
    private static readonly Gen<byte[][]> _contents = Gen.Byte.Array[1, 60].Array[0, 8];

    [Fact]
    public void Wherever_a_file_is_cut_the_whole_frames_before_are_read_and_nothing_else() =>
        Gen.Select(_contents, Gen.Double.Unit).Sample((contents, at) =>
        {
            var bytes = Write(contents);
            var cut = (int)Math.Round(bytes.Length * at);

            var read = ReadAll(bytes.AsSpan(0, cut));

            var whole = contents.Where((_, i) => Write(contents[..(i + 1)]).Length <= cut).ToList();
            Assert.Equal(whole, read);
        });

    [Fact]
    public void A_bit_that_tips_over_is_noticed() =>
        Gen.Select(_contents.Where(contents => contents.Length > 0), Gen.Double.Unit, Gen.Int[0, 7])
            .Sample((contents, at, bit) =>
            {
                var bytes = Write(contents);
                bytes[(int)(at * (bytes.Length - 1))] ^= (byte)(1 << bit);

                Assert.True(ReadAll(bytes).Count < contents.Length);
            });

    [Fact]
    public void Zeros_are_no_frames() => Assert.Empty(ReadAll(new byte[4096]));

    private static byte[] Write(IEnumerable<byte[]> contents)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var content in contents)
        {
            RecordFrame.Write(output, content);
        }

        return output.WrittenSpan.ToArray();
    }

    private static List<byte[]> ReadAll(ReadOnlySpan<byte> bytes)
    {
        var read = new List<byte[]>();
        while (RecordFrame.TryRead(bytes, out var content, out var length))
        {
            read.Add(content.ToArray());
            bytes = bytes[length..];
        }

        return read;
    }
}
