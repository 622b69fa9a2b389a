using System.IO.Compression;

namespace Dashboard.Ingest.Tests.Http;

/// <summary>Bodies as exporters compress them.</summary>
internal static class Compressed
{
    /// <param name="bytes">The body.</param>
    /// <param name="encoding"><c>gzip</c>, <c>deflate</c> (with zlib's frame), or anything else for bare deflate.</param>
    public static byte[] With(byte[] bytes, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            _ => new DeflateStream(target, CompressionLevel.Fastest),
        })
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
