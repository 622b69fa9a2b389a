namespace Dashboard.Ingest.Wire;

/// <summary>
/// Walks an export request of any signal: <c>resource_*[1]{resource 1, scope_*[2]{scope 1, items[2]}}</c>. The three
/// signals share these numbers. Items are handed over one by one, so that a batch is never held twice.
/// </summary>
internal sealed class ProtobufExport<T>(ProtobufItem<T> item, Action<OtlpScope, T> accept)
{
    public void Read(ProtobufReader request)
    {
        while (request.Next())
        {
            if ((request.Field, request.Type) == (1, WireType.Bytes))
            {
                ReadResource(request.Message());
            }
            else
            {
                request.Skip();
            }
        }
    }

    private void ReadResource(ProtobufReader message)
    {
        // Fields may come in any order, and skipping costs next to nothing: find the resource before its scopes.
        var resource = Find(message, out var found) ? ProtobufValues.Resource(found) : OtlpResource.Empty;
        while (message.Next())
        {
            if ((message.Field, message.Type) == (2, WireType.Bytes))
            {
                ReadScope(message.Message(), resource);
            }
            else
            {
                message.Skip();
            }
        }
    }

    private void ReadScope(ProtobufReader message, OtlpResource resource)
    {
        var scope = Find(message, out var found)
            ? ProtobufValues.Scope(found, resource)
            : new OtlpScope(resource, null, null, []);
        while (message.Next())
        {
            if ((message.Field, message.Type) == (2, WireType.Bytes))
            {
                message.Limits.TakeItem();
                accept(scope, item(message.Message()));
            }
            else
            {
                message.Skip();
            }
        }
    }

    private static bool Find(ProtobufReader message, out ProtobufReader found)
    {
        found = default;
        var any = false;
        while (message.Next())
        {
            if ((message.Field, message.Type) == (1, WireType.Bytes))
            {
                found = message.Message();
                any = true;
            }
            else
            {
                message.Skip();
            }
        }

        return any;
    }
}
