using System.Text.Json;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>
/// Writes the members <c>resource</c> and <c>scope</c> that begin every raw record. Hundreds of records share them, so
/// their JSON is made once and copied.
/// </summary>
internal sealed class OriginJson(JsonScratch json)
{
    private OtlpScope? _scope;
    private OtlpResource? _resource;
    private byte[] _scopeJson = [];
    private byte[] _resourceJson = [];

    /// <summary>
    /// Makes the JSON of another scope. Uses the scratch, so call it before <see cref="JsonScratch.Begin"/>.
    /// </summary>
    public void Load(OtlpScope scope)
    {
        if (_resource != scope.Resource)
        {
            _resource = scope.Resource;
            AttributeJson.WriteMap(json.Begin(), scope.Resource.Attributes);
            _resourceJson = json.Written().ToArray();
        }

        if (_scope != scope)
        {
            _scope = scope;
            WriteScope(json.Begin(), scope);
            _scopeJson = json.Written().ToArray();
        }
    }

    public void Write(Utf8JsonWriter writer)
    {
        const int Empty = 2;
        if (_resourceJson.Length > Empty)
        {
            writer.WritePropertyName("resource");
            writer.WriteRawValue(_resourceJson, skipInputValidation: true);
        }

        if (_scopeJson.Length > Empty)
        {
            writer.WritePropertyName("scope");
            writer.WriteRawValue(_scopeJson, skipInputValidation: true);
        }
    }

    private static void WriteScope(Utf8JsonWriter writer, OtlpScope scope)
    {
        writer.WriteStartObject();
        if (!string.IsNullOrEmpty(scope.Name))
        {
            writer.WriteString("name", scope.Name);
        }

        if (!string.IsNullOrEmpty(scope.Version))
        {
            writer.WriteString("version", scope.Version);
        }

        AttributeJson.WriteMember(writer, "attributes", scope.Attributes);
        writer.WriteEndObject();
    }
}
