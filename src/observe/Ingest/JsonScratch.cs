using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>
/// A JSON writer that is used again and again within one request. Text is stored, never put into HTML, so only what
/// JSON itself demands is escaped (and, by the framework's choice, what lies beyond U+FFFF).
/// </summary>
internal sealed class JsonScratch : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

    public JsonScratch() => _writer = new Utf8JsonWriter(_buffer, Options);

    /// <summary>An empty writer. What was begun before is dropped.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        return _writer;
    }

    /// <summary>The bytes that were written so far, without what is still to be flushed.</summary>
    public long Length => _writer.BytesCommitted + _writer.BytesPending;

    /// <summary>What was written since <see cref="Begin"/>.</summary>
    public string End() => Encoding.UTF8.GetString(Written());

    /// <summary>The same as UTF-8, valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Written()
    {
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    public string Text(AttributeValue value)
    {
        AttributeJson.Write(Begin(), value);
        return End();
    }

    public void Dispose() => _writer.Dispose();
}
