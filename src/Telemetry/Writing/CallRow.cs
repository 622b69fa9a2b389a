using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>The columns of <c>calls</c>, in the order in which they are copied.</summary>
internal static class CallRow
{
    public const string Columns =
        """
        project_id, started_at, trace_id, span_id, parent_span_id, series_id, counted, role, status, usage_source,
        cost_status, duration_us, ttft_us, input_uncached, cache_read, cache_write, cache_write_1h, audio_input,
        output_text, reasoning, audio_output, cost_nano, reported_cost_nano, name, operation, error_type, status_message,
        request_model, response_model, response_id, finish_reason, service_tier, price_id, session_id, user_id
        """;

    public static async Task WriteAsync(
        NpgsqlBinaryImporter importer, SpanRecord span, int seriesId, bool counted, CancellationToken ct)
    {
        var call = span.Call ?? throw new ArgumentException("The span is not a call.", nameof(span));
        await SpanRow.WriteKeyAsync(importer, span, ct);
        await importer.WriteOptionalAsync(span.ParentSpanId?.ToBigint(), ct);
        await importer.WriteAsync(seriesId, NpgsqlDbType.Integer, ct);
        await importer.WriteAsync(counted, NpgsqlDbType.Boolean, ct);
        await importer.WriteAsync((short)span.Role, NpgsqlDbType.Smallint, ct);
        await importer.WriteAsync((short)span.Status, NpgsqlDbType.Smallint, ct);
        await importer.WriteAsync((short)call.UsageSource, NpgsqlDbType.Smallint, ct);
        await importer.WriteAsync((short)call.Cost.Status, NpgsqlDbType.Smallint, ct);
        await importer.WriteAsync(span.DurationMicros, NpgsqlDbType.Bigint, ct);
        await importer.WriteOptionalAsync(call.TimeToFirstTokenMicros, ct);
        await WriteTokensAsync(importer, call, ct);
        await importer.WriteOptionalAsync(call.Cost.Amount?.Value, ct);
        await importer.WriteOptionalAsync(call.ReportedCost?.Value, ct);
        await importer.WriteAsync(span.Name, NpgsqlDbType.Text, ct);
        await importer.WriteAsync(call.Operation, NpgsqlDbType.Text, ct);
        await importer.WriteOptionalAsync(span.ErrorType, ct);
        await importer.WriteOptionalAsync(span.StatusMessage, ct);
        await importer.WriteOptionalAsync(call.RequestModel, ct);
        await importer.WriteOptionalAsync(call.ResponseModel, ct);
        await importer.WriteOptionalAsync(call.ResponseId, ct);
        await importer.WriteOptionalAsync(call.FinishReason, ct);
        await importer.WriteOptionalAsync(call.ServiceTier, ct);
        await importer.WriteOptionalAsync(call.Cost.PriceId, ct);
        await importer.WriteOptionalAsync(span.SessionId, ct);
        await importer.WriteOptionalAsync(span.UserId, ct);
    }

    private static async Task WriteTokensAsync(NpgsqlBinaryImporter importer, CallFacts call, CancellationToken ct)
    {
        await importer.WriteOptionalAsync(call.Tokens?.InputUncached, ct);
        await importer.WriteOptionalAsync(call.Tokens?.CacheRead, ct);
        await importer.WriteOptionalAsync(call.Tokens?.CacheWrite, ct);
        await importer.WriteOptionalAsync(call.Tokens?.CacheWrite1h, ct);
        await importer.WriteOptionalAsync(call.Tokens?.AudioInput, ct);
        await importer.WriteOptionalAsync(call.Tokens?.OutputText, ct);
        await importer.WriteOptionalAsync(call.Tokens?.Reasoning, ct);
        await importer.WriteOptionalAsync(call.Tokens?.AudioOutput, ct);
    }
}
