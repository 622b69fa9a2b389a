using System.Text.Json;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// Reads the body of an export request, decompressed, and hands over what it holds one by one. Both encodings give the
/// same. An empty body is an empty request.
/// </summary>
/// <exception cref="OtlpFormatException">Thrown by every method on a body that cannot be read as a whole.</exception>
internal static class OtlpReader
{
    public static void ReadSpans(
        ReadOnlySpan<byte> body, OtlpEncoding encoding, ReadLimits limits, Action<OtlpScope, OtlpSpan> accept)
    {
        if (encoding == OtlpEncoding.Protobuf)
        {
            new ProtobufExport<OtlpSpan>(ProtobufSpans.Span, accept).Read(new ProtobufReader(body, limits));
        }
        else
        {
            ReadJson(body, limits, new JsonExport<OtlpSpan>(
                "resourceSpans", "scopeSpans", "spans", JsonSpans.Span, accept));
        }
    }

    public static void ReadLogs(
        ReadOnlySpan<byte> body, OtlpEncoding encoding, ReadLimits limits, Action<OtlpScope, OtlpLog> accept)
    {
        if (encoding == OtlpEncoding.Protobuf)
        {
            new ProtobufExport<OtlpLog>(ProtobufLogs.Log, accept).Read(new ProtobufReader(body, limits));
        }
        else
        {
            ReadJson(body, limits, new JsonExport<OtlpLog>(
                "resourceLogs", "scopeLogs", "logRecords", JsonLogs.Log, accept));
        }
    }

    public static void ReadMetrics(
        ReadOnlySpan<byte> body, OtlpEncoding encoding, ReadLimits limits, Action<OtlpScope, OtlpMetric> accept)
    {
        if (encoding == OtlpEncoding.Protobuf)
        {
            new ProtobufExport<OtlpMetric>(ProtobufMetrics.Metric, accept).Read(new ProtobufReader(body, limits));
        }
        else
        {
            ReadJson(body, limits, new JsonExport<OtlpMetric>(
                "resourceMetrics", "scopeMetrics", "metrics", JsonMetrics.Metric, accept));
        }
    }

    private static void ReadJson<T>(ReadOnlySpan<byte> body, ReadLimits limits, JsonExport<T> export)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (body.StartsWith(byteOrderMark))
        {
            body = body[byteOrderMark.Length..];
        }

        if (body.IsEmpty)
        {
            return;
        }

        var json = new JsonInput(body, limits);
        try
        {
            export.Read(ref json);
        }
        catch (JsonException e)
        {
            // Its own message may quote the body.
            throw new OtlpFormatException(
                $"The body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }
}
