using Dashboard.Events;
using Dashboard.Ingest.Dialects;
using Dashboard.Ingest.Wire;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Texts;

namespace Dashboard.Ingest;

/// <summary>
/// Makes the record of a span: asks each dialect in turn, the more particular first, and prices what is an inference.
/// Whether an inference within an inference counts is decided where the whole trace is known. Serves one request, one
/// span at a time.
/// </summary>
internal sealed class GenAiSpanReader(ProjectId project, PriceBook prices, JsonScratch json, ReadLimits limits)
{
    private const int MaxSpanName = 1024;

    private static readonly ISpanDialect[] Dialects =
    [
        new Langfuse(), new VercelAi(), new LiteLlm(), new OpenInference(), new OpenLlmetry(), new Mlflow(), new PydanticAi(),
        new GoogleAdk(), new LiveKit(), new Koog(), new Genkit(), new LangSmith(), new OtelGenAi(),
    ];

    private readonly SpanView _view = new(json);
    private readonly OriginJson _origin = new(json);
    private OtlpResource? _resource;
    private ResourceFacts _facts = ResourceFacts.Of(OtlpResource.Empty);

    /// <param name="scope">The span's origin.</param>
    /// <param name="span">Checked by <see cref="SpanCheck"/>.</param>
    public SpanRecord Read(OtlpScope scope, OtlpSpan span)
    {
        if (_resource != scope.Resource)
        {
            _resource = scope.Resource;
            _facts = ResourceFacts.Of(scope.Resource);
        }

        _view.Load(span, scope.Name, scope.Version);
        var reading = Translate();
        var outcome = SpanOutcome.Of(_view, reading);
        var startedAt = AcceptedTimes.ToTimestamp(span.StartNanos);
        var name = WireText.Shortened(span.Name, MaxSpanName) ?? "";
        return new SpanRecord
        {
            Project = project,
            StartedAt = startedAt,
            TraceId = span.TraceId,
            SpanId = span.SpanId,
            ParentSpanId = span.ParentSpanId.IsEmpty ? null : span.ParentSpanId,
            Name = name,
            Role = reading?.Role ?? SpanRole.Other,
            DurationMicros = AcceptedTimes.Micros(span.StartNanos, span.EndNanos),
            Status = outcome.Status,
            ErrorType = SpanIdentity.Name(outcome.ErrorType),
            StatusMessage = string.IsNullOrEmpty(span.StatusMessage) ? reading?.StatusMessage : span.StatusMessage,
            SessionId = SpanIdentity.Session(_view),
            UserId = SpanIdentity.User(_view),
            TokensWithin = reading is { Inference: null } ? reading.Usage.Tokens : null,
            Input = reading?.Input,
            Output = reading?.Output,
            Raw = Raw(scope, name.Length == span.Name.Length ? null : span.Name),
            Call = reading?.Inference is { } operation ? Call(operation, reading, outcome.Status, startedAt) : null,
        };
    }

    private SpanReading? Translate()
    {
        foreach (var dialect in Dialects)
        {
            if (dialect.Read(_view) is { } reading)
            {
                return reading;
            }
        }

        return null;
    }

    private CallFacts Call(string operation, SpanReading reading, SpanStatus status, DateTimeOffset startedAt)
    {
        var series = SpanIdentity.Series(project, _view, _facts, reading);
        var tokens = reading.Usage.Tokens;
        var serviceTier = SpanIdentity.Name(SpanServiceTier.Of(_view, reading));
        return new CallFacts
        {
            Series = series,
            Operation = operation,
            RequestModel = SpanIdentity.Name(reading.RequestModel),
            ResponseModel = SpanIdentity.Name(reading.ResponseModel),
            ResponseId = SpanIdentity.Name(reading.ResponseId),
            Tokens = tokens,
            UsageSource = reading.Usage.Source,
            UsageNote = reading.Usage.Note,
            TimeToFirstTokenMicros = reading.TimeToFirstTokenMicros,
            FinishReason = SpanIdentity.Name(reading.FinishReason),
            ServiceTier = serviceTier,
            ReportedCost = reading.ReportedCost,
            Cost = prices.Price(series.Provider, series.Model, tokens, status, startedAt, serviceTier),
        };
    }

    private string Raw(OtlpScope scope, string? fullName)
    {
        _origin.Load(scope);
        SpanJson.Write(json.Begin(), _origin, _view, fullName);
        limits.TakeText(json.Length);
        return json.End();
    }
}
