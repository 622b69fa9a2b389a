namespace Dashboard.Ingest.Wire;

/// <summary>
/// Walks an export request of any signal in OTLP/JSON:
/// <c>{"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[]}]}]}</c>.
/// </summary>
/// <param name="resources">
/// The outer member: <c>resourceSpans</c>, <c>resourceLogs</c> or <c>resourceMetrics</c>.
/// </param>
/// <param name="scopes">The middle one.</param>
/// <param name="items">The inner one.</param>
/// <param name="item">Reads one of them.</param>
/// <param name="accept">Receives it together with its scope.</param>
internal sealed class JsonExport<T>(
    string resources,
    string scopes,
    string items,
    JsonItem<T> item,
    Action<OtlpScope, T> accept)
{
    public void Read(ref JsonInput json)
    {
        json.Start();
        if (json.EnterObject("the body"))
        {
            while (json.NextMember(out var name))
            {
                if (name == resources)
                {
                    ReadResources(ref json);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        Check(ref json);
        json.End();
    }

    private void ReadResources(ref JsonInput json)
    {
        if (!json.EnterArray(resources))
        {
            return;
        }

        while (json.NextItem())
        {
            if (json.EnterObject(resources))
            {
                ReadResource(ref json);
            }
        }
    }

    private void ReadResource(ref JsonInput json)
    {
        OtlpResource? resource = null;
        JsonInput waiting = default;
        var isWaiting = false;
        while (json.NextMember(out var name))
        {
            if (name == "resource")
            {
                resource = JsonValues.Resource(ref json);
            }
            else if (name == scopes && resource is not null)
            {
                ReadScopes(ref json, resource);
            }
            else if (name == scopes)
            {
                Postpone(ref json, ref waiting, ref isWaiting, scopes);
            }
            else
            {
                json.Skip();
            }
        }

        Check(ref json);
        if (isWaiting)
        {
            ReadScopes(ref waiting, resource ?? OtlpResource.Empty);
        }
    }

    private void ReadScopes(ref JsonInput json, OtlpResource resource)
    {
        if (!json.EnterArray(scopes))
        {
            Check(ref json);
            return;
        }

        while (json.NextItem())
        {
            if (json.EnterObject(scopes))
            {
                ReadScope(ref json, resource);
            }
        }

        Check(ref json);
    }

    private void ReadScope(ref JsonInput json, OtlpResource resource)
    {
        OtlpScope? scope = null;
        JsonInput waiting = default;
        var isWaiting = false;
        while (json.NextMember(out var name))
        {
            if (name == "scope")
            {
                scope = JsonValues.Scope(ref json, resource);
            }
            else if (name == items && scope is not null)
            {
                ReadItems(ref json, scope);
            }
            else if (name == items)
            {
                Postpone(ref json, ref waiting, ref isWaiting, items);
            }
            else
            {
                json.Skip();
            }
        }

        Check(ref json);
        if (isWaiting)
        {
            ReadItems(ref waiting, scope ?? new OtlpScope(resource, null, null, []));
        }
    }

    private void ReadItems(ref JsonInput json, OtlpScope scope)
    {
        if (!json.EnterArray(items))
        {
            Check(ref json);
            return;
        }

        while (json.NextItem())
        {
            json.Limits.TakeItem();
            accept(scope, item(ref json));
        }
    }

    /// <summary>
    /// Members may come in any order: what needs its resource or scope waits, as a copy of the cursor.
    /// </summary>
    private static void Postpone(ref JsonInput json, ref JsonInput waiting, ref bool isWaiting, string name)
    {
        if (isWaiting)
        {
            throw new OtlpFormatException($"{name} appears twice in one object.");
        }

        waiting = json;
        isWaiting = true;
        json.Skip();
    }

    /// <summary>Outside of an item, a value of the wrong type spoils the whole body.</summary>
    private static void Check(ref JsonInput json)
    {
        if (json.TakeFault() is { } fault)
        {
            throw new OtlpFormatException($"The body does not have the form of OTLP/JSON: {fault}.");
        }
    }
}
