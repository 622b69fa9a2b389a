using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>The columns of <c>calls</c>, in the order in which they are copied.</summary>
internal static class CallRow
{
    public static readonly string Columns =
        $"""
        project_id, started_at, trace_id, span_id, parent_span_id, series_id, counted, role, status, usage_source,
        cost_status, duration_us, ttft_us, {TokenColumns.Names}, cost_nano, reported_cost_nano, name, operation,
        error_type, status_message, request_model, response_model, response_id, finish_reason, service_tier, price_id,
        session_id, user_id, recorder, revision, attempts, request_id, joined_trace_id, joined_span_id, usage_note
        """;

    /// <param name="importer">Where to write.</param>
    /// <param name="span">A call.</param>
    /// <param name="seriesId">The number of its series.</param>
    /// <param name="settled">Whether it counts, and to what it is joined.</param>
    public static void Write(NpgsqlBinaryImporter importer, SpanRecord span, int seriesId, Settlement settled)
    {
        var call = span.Call ?? throw new ArgumentException("The span is not a call.", nameof(span));
        SpanRow.WriteKey(importer, span);
        importer.WriteOptional(span.ParentSpanId?.ToBigint());
        importer.Write(seriesId, NpgsqlDbType.Integer);
        importer.Write(settled.IsCounted(NodeId.Of(span)), NpgsqlDbType.Boolean);
        importer.Write((short)span.Role, NpgsqlDbType.Smallint);
        importer.Write((short)span.Status, NpgsqlDbType.Smallint);
        importer.Write((short)call.UsageSource, NpgsqlDbType.Smallint);
        importer.Write((short)call.Cost.Status, NpgsqlDbType.Smallint);
        importer.Write(span.DurationMicros, NpgsqlDbType.Bigint);
        importer.WriteOptional(call.TimeToFirstTokenMicros);
        WriteTokens(importer, call);
        importer.WriteOptional(call.Cost.Amount?.Value);
        importer.WriteOptional(call.ReportedCost?.Value);
        importer.Write(span.Name, NpgsqlDbType.Text);
        importer.Write(call.Operation, NpgsqlDbType.Text);
        importer.WriteOptional(span.ErrorType);
        importer.WriteOptional(span.StatusMessage);
        importer.WriteOptional(call.RequestModel);
        importer.WriteOptional(call.ResponseModel);
        importer.WriteOptional(call.ResponseId);
        importer.WriteOptional(call.FinishReason);
        importer.WriteOptional(call.ServiceTier);
        importer.WriteOptional(call.Cost.PriceId);
        importer.WriteOptional(span.SessionId);
        importer.WriteOptional(span.UserId);
        importer.Write((short)call.Recorder, NpgsqlDbType.Smallint);
        importer.WriteOptional(call.Revision);
        importer.WriteOptional((short?)call.Attempts);
        importer.WriteOptional(call.RequestId);
        var joined = settled.JoinedTo(NodeId.Of(span));
        importer.WriteOptional(joined?.TraceId.ToGuid(), NpgsqlDbType.Uuid);
        importer.WriteOptional(joined?.SpanId.ToBigint());
        importer.WriteOptional(call.UsageNote);
    }

    private static void WriteTokens(NpgsqlBinaryImporter importer, CallFacts call)
    {
        foreach (var column in TokenColumns.All)
        {
            importer.WriteOptional(call.Tokens is { } tokens ? column.Count(tokens) : (long?)null);
        }
    }
}
