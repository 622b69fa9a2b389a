namespace Dashboard.EventStore;

/// <summary>An event on its way into the store.</summary>
internal sealed record EventDraft(string Alias, string DotNetName, string Json)
{
    public EventDraft(string alias, object data)
        : this(alias, MartenTypeName.DotNetName(data.GetType()), EventTypeMap.Serialize(data))
    {
    }
}
