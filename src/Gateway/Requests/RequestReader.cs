using System.Text.Json;
using Dashboard.Gateway.Door;

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
        catch (InvalidOperationException)
        {
            // Text that is no Unicode; only text that is looked at is decoded.
            return OpenAiError.BadJson("a text in it is not valid Unicode.");
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
                return OpenAiError.BadField(_json.GetString()!, $"'{_json.GetString()}' is there more than once.");
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

        if (_request.Stream && _surface.ReportsUsageOnDemand())
        {
            _request.UsageEdit = (_seen & Fields.StreamOptions) == 0 ? UsageEdits.Insert(inside) : _usage;
        }

        return null;
    }

    private readonly Fields Field() =>
        _json.ValueTextEquals("model"u8) ? Fields.Model
        : _json.ValueTextEquals("stream"u8) ? Fields.Stream
        : _json.ValueTextEquals("stream_options"u8) ? Fields.StreamOptions
        : _json.ValueTextEquals("messages"u8) || _json.ValueTextEquals("input"u8)
            || _json.ValueTextEquals("prompt"u8) ? InputField()
        : _json.ValueTextEquals("instructions"u8) ? Fields.Instructions
        : _json.ValueTextEquals("tools"u8) ? Fields.Tools
        : _json.ValueTextEquals("user"u8) ? Fields.User
        : _json.ValueTextEquals("service_tier"u8) ? Fields.ServiceTier
        : _json.ValueTextEquals("previous_response_id"u8) ? Fields.PreviousResponse
        : _json.ValueTextEquals("n"u8) ? Fields.Choices
        : _json.ValueTextEquals("max_completion_tokens"u8) || _json.ValueTextEquals("max_output_tokens"u8)
            || _json.ValueTextEquals("max_tokens"u8) ? Fields.MaxOutput
        : Fields.None;

    // Another interface's name of it is just an unknown member, such as the prompt template of a response.
    private readonly Fields InputField() => _surface switch
    {
        Surface.ChatCompletions => _json.ValueTextEquals("messages"u8) ? Fields.Input : Fields.None,
        Surface.Completions => _json.ValueTextEquals("prompt"u8) ? Fields.Input : Fields.None,
        _ => _json.ValueTextEquals("input"u8) ? Fields.Input : Fields.None,
    };

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
                _request.Model = _json.GetString()!;
                _request.ModelAt = start..(int)_json.BytesConsumed;
                break;
            case Fields.Stream:
                _request.Stream = _json.TokenType == JsonTokenType.True;
                _json.Skip();
                break;
            case Fields.StreamOptions:
                _usage = UsageEdits.Change(ref _json);
                break;
            case Fields.Input or Fields.Instructions or Fields.Tools:
                _request.TextBytes += TextLength.Skip(ref _json);
                Note(field, start..(int)_json.BytesConsumed);
                break;
            case Fields.User:
                _request.User = Text();
                break;
            case Fields.PreviousResponse:
                _request.PreviousResponseId = Text();
                break;
            case Fields.ServiceTier:
                _request.ServiceTier = Text();
                break;
            case Fields.MaxOutput:
                // An old name and a new one may stand side by side.
                _request.MaxOutputTokens = Number() is { } most
                    ? Math.Max(most, _request.MaxOutputTokens ?? 0)
                    : _request.MaxOutputTokens;
                break;
            case Fields.Choices:
                _request.Choices = Math.Clamp(Number() ?? 1, 1, 1024);
                break;
            default:
                _json.Skip();
                break;
        }

        return null;
    }

    private readonly void Note(Fields field, Range at)
    {
        if (field == Fields.Input)
        {
            _request.InputAt = at;
        }
        else if (field == Fields.Instructions)
        {
            _request.InstructionsAt = at;
        }
    }

    private string? Text()
    {
        var text = _json.TokenType == JsonTokenType.String ? Names.Clean(_json.GetString()) : null;
        _json.Skip();
        return text;
    }

    private long? Number()
    {
        var number = _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var value) && value >= 0
            ? value
            : (long?)null;
        _json.Skip();
        return number;
    }
}
