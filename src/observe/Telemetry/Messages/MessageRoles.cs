using System.Text.Json;

namespace Dashboard.Telemetry.Messages;

/// <summary>Who speaks, where a message says it by its type or by the name of its event instead of a role.</summary>
internal static class MessageRoles
{
    /// <summary>The role as it was sent, else what the type stands for; null where neither tells.</summary>
    public static string? Of(JsonElement message) =>
        message.Text("role") ?? OfEvent(message.Text("event.name")) ?? OfType(message.Text("type"));

    /// <summary>
    /// Whether an element of a list is a turn of its own by its type: the items of OpenAI's Responses API and the classes of
    /// LangChain.
    /// </summary>
    public static bool IsItem(JsonElement item) => item.Text("type") switch
    {
        "function_call" or "function_call_output" or "custom_tool_call" or "custom_tool_call_output" => true,
        "human" or "ai" or "HumanMessage" or "AIMessage" or "AIMessageChunk" or "SystemMessage" or "ToolMessage" =>
            item.Member("content") is not null,
        "system" or "tool" => item.Member("content") is not null,
        _ => false,
    };

    private static string? OfType(string? type) => type switch
    {
        "human" or "HumanMessage" => "user",
        "ai" or "AIMessage" or "AIMessageChunk" => "assistant",
        "system" or "SystemMessage" => "system",
        "tool" or "ToolMessage" => "tool",
        null => null,
        "reasoning" => "assistant",
        _ when type.EndsWith("_call_output", StringComparison.Ordinal) => "tool",
        _ when type.EndsWith("_call", StringComparison.Ordinal) && type != "tool_call" => "assistant",
        _ => null,
    };

    private static string? OfEvent(string? name) => name switch
    {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" => "user",
        "gen_ai.assistant.message" or "gen_ai.choice" => "assistant",
        "gen_ai.tool.message" => "tool",
        _ => null,
    };
}
