namespace Dashboard.Ingest.Wire;

/// <summary>One field of a message within a metric.</summary>
/// <param name="Number">Its number on the protobuf wire.</param>
/// <param name="Name">Its name in the .proto file; JSON has it in lowerCamelCase, our records as it is.</param>
/// <param name="Kind">How it is encoded.</param>
/// <param name="Message">The schema of a nested message.</param>
internal sealed record PointField(int Number, string Name, PointValueKind Kind, PointSchema? Message = null)
{
    public string JsonName { get; } = FieldNames.CamelCase(System.Text.Encoding.UTF8.GetBytes(Name));

    public bool Repeated { get; init; }

    /// <summary>Whether a zero says something, as opposed to fields that senders leave out when zero.</summary>
    public bool ZeroSaysSomething { get; init; }
}
