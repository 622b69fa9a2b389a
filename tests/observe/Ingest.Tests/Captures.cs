using System.IO.Compression;
using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;
using Dashboard.Testing;

namespace Dashboard.Ingest.Tests;

/// <summary>What real exporters sent, recorded on the wire.</summary>
internal static class Captures
{
    /// <summary>The clock on the day of the recordings.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Bytes(string file)
    {
        var bytes = File.ReadAllBytes(SharedData.PathOrSkip($"data/otlp/captures/{file}"));
        return file.EndsWith(".gz", StringComparison.Ordinal) ? Gunzip(bytes) : bytes;
    }

    public static OtlpEncoding Encoding(string file) =>
        file.EndsWith(".pb", StringComparison.Ordinal) ? OtlpEncoding.Protobuf : OtlpEncoding.Json;

    public static Export<SpanRecord> Spans(string file) =>
        TraceExport.Read(Bytes(file), Encoding(file), ProjectId.First, Now, Sent.NoPrices);

    private static byte[] Gunzip(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
