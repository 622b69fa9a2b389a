namespace Dashboard.Ingest.Wire;

/// <summary>One key with its value. Keys should be unique; where a sender repeats one, the last counts.</summary>
internal readonly record struct OtlpAttribute(string Key, AttributeValue Value);
