using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry.Ingest;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Reads a <c>usage</c> object: OpenAI's two shapes, Anthropic's names (whose input excludes the cache), DeepSeek's and
/// OpenRouter's additions.
/// </summary>
internal ref struct UsageReader
{
    private long? _input;
    private long? _output;
    private long? _total;
    private long? _cached;
    private long? _cacheWrite;
    private long? _cacheWriteShort;
    private long? _cacheWrite1h;
    private long? _reasoning;
    private long? _audioInput;
    private long? _audioOutput;
    private decimal? _dollars;
    private bool _namedByAnthropic;
    private bool _cacheIsOutside;

    /// <summary>Notes the usage that the reader stands on, if it is one, and passes over it.</summary>
    public static void Read(ref Utf8JsonReader json, AnswerFacts facts)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        var usage = new UsageReader();
        while (json.NextMember())
        {
            usage.Member(ref json);
        }

        if (usage._input is null && usage._output is null)
        {
            return;
        }

        facts.Usage = usage.ToReported();
        if (usage._dollars is >= 0 and < 1_000_000)
        {
            facts.ReportedCost = Nanodollars.FromDollars(usage._dollars.Value);
        }
    }

    private void Member(ref Utf8JsonReader json)
    {
        if (json.NameIs("prompt_tokens"u8))
        {
            json.Read();
            _input = json.Count();
        }
        else if (json.NameIs("input_tokens"u8))
        {
            json.Read();
            _input = json.Count();
            _namedByAnthropic = true;
        }
        else if (json.NameIs("completion_tokens"u8) || json.NameIs("output_tokens"u8))
        {
            json.Read();
            _output = json.Count();
        }
        else if (json.NameIs("total_tokens"u8))
        {
            json.Read();
            _total = json.Count();
        }
        else if (json.NameIs("prompt_tokens_details"u8) || json.NameIs("input_tokens_details"u8))
        {
            json.Read();
            InputDetails(ref json);
        }
        else if (json.NameIs("completion_tokens_details"u8) || json.NameIs("output_tokens_details"u8))
        {
            json.Read();
            OutputDetails(ref json);
        }
        else
        {
            Addition(ref json);
        }
    }

    private void Addition(ref Utf8JsonReader json)
    {
        if (json.NameIs("prompt_cache_hit_tokens"u8))
        {
            json.Read();
            _cached ??= json.Count();
        }
        else if (json.NameIs("cache_read_input_tokens"u8))
        {
            json.Read();
            _cached ??= json.Count();
            _cacheIsOutside = true;
        }
        else if (json.NameIs("cache_creation_input_tokens"u8))
        {
            json.Read();
            _cacheWrite ??= json.Count();
            _cacheIsOutside = true;
        }
        else if (json.NameIs("cache_creation"u8))
        {
            json.Read();
            CacheCreation(ref json);
        }
        else if (json.NameIs("cost"u8))
        {
            json.Read();
            _dollars = json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var cost) ? cost : null;
            json.Skip();
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }

    private void InputDetails(ref Utf8JsonReader json)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        while (json.NextMember())
        {
            var isCached = json.NameIs("cached_tokens"u8);
            var isWrite = json.NameIs("cache_write_tokens"u8)
                || json.NameIs("cache_creation_tokens"u8);
            var isAudio = json.NameIs("audio_tokens"u8);
            json.Read();
            var count = json.Count();
            _cached = isCached ? count ?? _cached : _cached;
            _cacheWrite = isWrite ? count ?? _cacheWrite : _cacheWrite;
            _audioInput = isAudio ? count : _audioInput;
        }
    }

    private void OutputDetails(ref Utf8JsonReader json)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        while (json.NextMember())
        {
            var isReasoning = json.NameIs("reasoning_tokens"u8);
            var isAudio = json.NameIs("audio_tokens"u8);
            json.Read();
            var count = json.Count();
            _reasoning = isReasoning ? count : _reasoning;
            _audioOutput = isAudio ? count : _audioOutput;
        }
    }

    private void CacheCreation(ref Utf8JsonReader json)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        while (json.NextMember())
        {
            var isShort = json.NameIs("ephemeral_5m_input_tokens"u8);
            var isLong = json.NameIs("ephemeral_1h_input_tokens"u8);
            json.Read();
            var count = json.Count();
            _cacheWriteShort = isShort ? count : _cacheWriteShort;
            _cacheWrite1h = isLong ? count : _cacheWrite1h;
        }
    }

    private readonly ReportedUsage ToReported()
    {
        // The plain count is the sum of both lives; the parts are only in the details.
        var cacheWrite = _cacheWriteShort ?? _cacheWrite;
        var outside = _cacheIsOutside && _namedByAnthropic
            ? (_cached ?? 0) + (cacheWrite ?? 0) + (_cacheWrite1h ?? 0)
            : 0;

        // xAI's completion tokens leave out the reasoning; the total shows it.
        var reasoningIsOutside = _reasoning > 0 && _total == _input + _output + _reasoning;
        return new ReportedUsage
        {
            Input = _input + outside,
            Output = reasoningIsOutside ? _output + _reasoning : _output,
            CacheRead = _cached,
            CacheWrite = cacheWrite,
            CacheWrite1h = _cacheWrite1h,
            Reasoning = _reasoning,
            AudioInput = _audioInput,
            AudioOutput = _audioOutput,
        };
    }
}
