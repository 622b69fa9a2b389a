using System.Text.Json;
using Dashboard.Gateway.Door;
using Dashboard.Texts;

namespace Dashboard.Gateway.Requests;

/// <summary>
/// Reads what routing needs from a body and notes where it stands, so that it can be changed in place. A member that
/// the
/// gateway acts upon must not be there twice: upstream might read the other one.
/// </summary>
internal ref struct RequestReader
{
    private const int LongestName = 256;
    private const int MaxDepth = 512;

    private readonly Surface _surface;
    private readonly CallRequest _request;
    private Utf8JsonReader _json;
    private Fields _seen;
    private BodyEdit? _usage;
    private long _choices = 1;
    private long _prompts = 1;

    private RequestReader(Surface surface, ReadOnlySpan<byte> body)
    {
        _surface = surface;
        _request = new CallRequest();
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    [Flags]
    private enum Fields
    {
        None = 0,
        Model = 1,
        Stream = 2,
        StreamOptions = 4,
        User = 8,
        PreviousResponse = 16,
        ServiceTier = 32,
        MaxOutput = 64,
        Choices = 128,
        Input = 256,
        Instructions = 512,
        Tools = 1024,
        BestOf = 2048,
        Metadata = 4096,
    }

    /// <summary>The request, or what is wrong with it.</summary>
    public static OpenAiError? Read(Surface surface, ReadOnlySpan<byte> body, out CallRequest request)
    {
        var reader = new RequestReader(surface, body);
        request = reader._request;
        try
        {
            return reader.Read();
        }
        catch (JsonException bad)
        {
            return OpenAiError.BadJson(bad.Message);
        }
    }

    private OpenAiError? Read()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            return OpenAiError.BadJson("it does not begin with '{'.");
        }

        var inside = (int)_json.BytesConsumed;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var field = Field();
            if ((_seen & field & ~Fields.MaxOutput) != 0)
            {
                return OpenAiError.BadField(_json.UnescapedText(), $"'{_json.UnescapedText()}' is there more than once.");
            }

            _seen |= field;
            _json.Read();
            if (Take(field) is { } error)
            {
                return error;
            }
        }

        // Throws where something follows the object.
        _json.Read();
        return Finish(inside);
    }

    private OpenAiError? Finish(int inside)
    {
        if ((_seen & Fields.Model) == 0)
        {
            return OpenAiError.BadField("model", "You must give a 'model': one of those that 'GET /v1/models' lists.");
        }

        _request.Choices = _choices * _prompts;
        if (_request.Stream && _surface.ReportsUsageOnDemand())
        {
            _request.UsageEdit = (_seen & Fields.StreamOptions) == 0 ? UsageEdits.Insert(inside) : _usage;
        }

        return null;
    }

    private readonly Fields Field() =>
        _json.NameIs("model"u8) ? Fields.Model
        : _json.NameIs("stream"u8) ? Fields.Stream
        : _json.NameIs("stream_options"u8) ? Fields.StreamOptions
        : _json.NameIs("messages"u8) || _json.NameIs("input"u8)
            || _json.NameIs("prompt"u8) || _json.NameIs("documents"u8) ? InputField()
        : _json.NameIs("instructions"u8) || _json.NameIs("system"u8) ? InstructionsField()
        : _json.NameIs("metadata"u8) && _surface.IsAnthropic() ? Fields.Metadata
        : _json.NameIs("tools"u8) ? Fields.Tools
        : _json.NameIs("user"u8) ? Fields.User
        : _json.NameIs("service_tier"u8) ? Fields.ServiceTier
        : _json.NameIs("previous_response_id"u8) ? Fields.PreviousResponse
        : _json.NameIs("n"u8) ? Fields.Choices
        : _json.NameIs("best_of"u8) ? Fields.BestOf
        : _json.NameIs("max_completion_tokens"u8) || _json.NameIs("max_output_tokens"u8)
            || _json.NameIs("max_tokens"u8) ? Fields.MaxOutput
        : Fields.None;

    // Another interface's name of it is just an unknown member, such as the prompt template of a response.
    private readonly Fields InputField() => _surface switch
    {
        Surface.ChatCompletions or Surface.Messages or Surface.MessageTokens => _json.NameIs("messages"u8) ? Fields.Input : Fields.None,
        Surface.Completions or Surface.ImageGenerations or Surface.ImageEdits =>
            _json.NameIs("prompt"u8) ? Fields.Input : Fields.None,
        Surface.Rerank => _json.NameIs("documents"u8) ? Fields.Input : Fields.None,
        _ => _json.NameIs("input"u8) ? Fields.Input : Fields.None,
    };

    private readonly Fields InstructionsField() =>
        _json.NameIs("system"u8) == _surface.IsAnthropic() ? Fields.Instructions : Fields.None;

    private OpenAiError? Take(Fields field)
    {
        var start = (int)_json.TokenStartIndex;
        switch (field)
        {
            case Fields.Model when _json.TokenType != JsonTokenType.String:
                return OpenAiError.BadField("model", "'model' must be a text.");
            case Fields.Model when _json.ValueSpan.Length > LongestName:
                return OpenAiError.NoSuchModel("(a name of more than 256 bytes)");
            case Fields.Model:
                _request.Model = _json.UnescapedText();
                _request.ModelAt = start..(int)_json.BytesConsumed;
                break;
            case Fields.Stream:
                _request.Stream = _json.TokenType == JsonTokenType.True;
                _json.Skip();
                break;
            case Fields.StreamOptions:
                _usage = UsageEdits.Change(ref _json);
                break;
            case Fields.Input:
                _prompts = _surface == Surface.Completions ? Prompts(_json) : 1;
                _request.QuarterTokens += PromptTokens.Skip(
                    ref _json, hasTokens: _surface is Surface.Completions or Surface.Embeddings);
                _request.InputAt = start..(int)_json.BytesConsumed;
                break;
            case Fields.Instructions:
                _request.QuarterTokens += PromptTokens.Skip(ref _json, hasTokens: false);
                _request.InstructionsAt = start..(int)_json.BytesConsumed;
                break;
            case Fields.Tools:
                _request.QuarterTokens += PromptTokens.SkipTools(ref _json);
                break;
            case Fields.User:
                _request.User = Text();
                break;
            case Fields.Metadata:
                _request.User = Member("user_id"u8);
                break;
            case Fields.PreviousResponse:
                _request.PreviousResponseId = Text();
                break;
            case Fields.ServiceTier:
                _request.ServiceTier = Text();
                break;
            case Fields.MaxOutput:
                // An old name and a new one may stand side by side.
                _request.MaxOutputTokens = RequestNumbers.Take(ref _json) is { } most
                    ? Math.Max(most, _request.MaxOutputTokens ?? 0)
                    : _request.MaxOutputTokens;
                break;
            case Fields.Choices or Fields.BestOf:
                // The best of five is five that are written, and paid for.
                _choices = Math.Max(_choices, Math.Clamp(RequestNumbers.Take(ref _json) ?? 1, 1, RequestNumbers.MostChoices));
                break;
            default:
                _json.Skip();
                break;
        }

        return null;
    }

    /// <summary>Several texts, or several lists of tokens, are several prompts; a list of numbers is one.</summary>
    private static long Prompts(Utf8JsonReader json)
    {
        var prompts = 0L;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType is JsonTokenType.String or JsonTokenType.StartArray)
            {
                json.Skip();
                prompts++;
            }
        }

        return Math.Clamp(prompts, 1, RequestNumbers.MostChoices);
    }

    /// <summary>A text within the object that the reader stands on, which it skips.</summary>
    private string? Member(ReadOnlySpan<byte> name)
    {
        var text = default(string);
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return null;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var isMeant = _json.NameIs(name);
            _json.Read();
            if (isMeant)
            {
                text = Text();
            }
            else
            {
                _json.Skip();
            }
        }

        return text;
    }

    private string? Text()
    {
        var text = _json.TokenType == JsonTokenType.String ? Names.Clean(_json.UnescapedText()) : null;
        _json.Skip();
        return text;
    }
}
