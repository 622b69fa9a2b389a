namespace Dashboard.Telemetry.Messages;

/// <summary>A message that a client recorded as JSON of its own.</summary>
public static class MessageJson
{
    /// <summary>The object with a role in front, unless it says its own.</summary>
    /// <param name="role">The role that the event's name stands for.</param>
    /// <param name="message">A JSON object; known to be one. Copied and not parsed anew, so that nothing of it is lost.</param>
    public static string WithRole(string role, string message)
    {
        if (ClientJson.Read(message, json => ClientJson.Text(json, "role")) is not null)
        {
            return message;
        }

        var rest = message.TrimStart()[1..].TrimStart();
        return $$"""{"role":"{{role}}"{{(rest.StartsWith('}') ? "" : ",")}}{{rest}}""";
    }
}
